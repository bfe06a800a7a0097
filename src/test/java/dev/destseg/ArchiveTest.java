package dev.destseg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code scripts/archive} with a Java that serves nothing and makes an archive when it is ended, as a real one does. */
class ArchiveTest {
    private static final String JAVA =
            """
            env >>"$(dirname "$0")/environment"
            for argument in "$@"; do
                case $argument in
                    -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) archive=${argument#*=} ;;
                esac
            done
            trap 'echo of this Java >"$archive"; exit 143' TERM
            echo 'Listening on http://127.0.0.1:1'
            while :; do sleep 0.05; done
            """;

    @TempDir
    Path folder;

    private Path project;
    private Path java;

    @BeforeEach
    void layOutAProject() throws IOException {
        project = folder.resolve("a project");
        java = folder.resolve("java");
        Files.createDirectories(project.resolve("scripts"));
        Files.copy(Path.of("scripts/archive"), project.resolve("scripts/archive"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(project.resolve("target/quarkus-app"));
        Path jar = Files.writeString(project.resolve("target/quarkus-app/quarkus-run.jar"), "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(10)));
        Shell.script(java.resolve("bin/java"), JAVA);
        release("17.0.15");
    }

    @Test
    void theRehearsalKnowsNothingOfABox() throws Exception {
        Shell.Outcome outcome = archive();

        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(isMade("destseg.jsa"));
        String environment = Files.readString(java.resolve("bin/environment"));
        assertFalse(environment.contains("DESTSEG"), environment);
        assertFalse(environment.contains("PWD=" + folder + "\n"), environment);
    }

    @Test
    void besideABoxItIsMadeOnceForEachJavaAndBuild() throws Exception {
        beside(ProcessHandle.current().pid());
        beside(ProcessHandle.current().pid());
        assertEquals(1, rehearsals());

        release("17.0.16");
        beside(ProcessHandle.current().pid());
        assertEquals(2, rehearsals());

        release("25.0.1");
        beside(ProcessHandle.current().pid());
        assertEquals(3, rehearsals());
        assertTrue(isMade("destseg.jsa") && isMade("destseg.aot"));
    }

    @Test
    void itIsNotMadeBesideABoxThatHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        Shell.Outcome outcome = beside(ended.pid());

        assertEquals(0, outcome.code());
        assertFalse(isMade("destseg.jsa"));
    }

    @Test
    void saysWhyThereIsNone() throws Exception {
        Shell.script(java.resolve("bin/java"), "echo 'no natives for this platform'\n");

        Shell.Outcome outcome = archive();

        assertEquals(70, outcome.code());
        assertTrue(outcome.err().contains("no natives for this platform"), outcome.err());
        assertFalse(isMade("destseg.jsa"));
    }

    private Shell.Outcome archive(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = project.resolve("scripts/archive").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Map<String, String> environment =
                Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", java.toString(), "DESTSEG_ARCHIVE_AFTER", "0");
        return new Shell(folder, environment).run(command);
    }

    private Shell.Outcome beside(long process) throws IOException, InterruptedException {
        return archive("--beside", Long.toString(process));
    }

    private void release(String version) throws IOException {
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    private boolean isMade(String archive) {
        return Files.exists(project.resolve("target").resolve(archive));
    }

    private long rehearsals() throws IOException {
        return Files.readAllLines(java.resolve("bin/environment")).stream()
                .filter(line -> line.startsWith("PATH="))
                .count();
    }
}

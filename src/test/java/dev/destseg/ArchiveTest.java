package dev.destseg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.access.TokenLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code scripts/archive} with a Java that serves nothing and makes an archive when it is ended, as a real one does. */
class ArchiveTest {
    private static final String JAVA =
            """
            env >>"$(dirname "$0")/environment"
            for argument in "$@"; do
                case $argument in
                    -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) archive=${argument#*=} ;;
                    -Ddestseg.data-directory=*) cp -R "${argument#*=}" "$(dirname "$0")/box" ;;
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
    private Path system;

    @BeforeEach
    void layOutAProject() throws IOException {
        project = folder.resolve("a project");
        java = folder.resolve("java");
        system = folder.resolve("system");
        Files.createDirectories(project.resolve("scripts"));
        Files.copy(Path.of("scripts/archive"), project.resolve("scripts/archive"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(project.resolve("target/quarkus-app"));
        Path jar = Files.writeString(project.resolve("target/quarkus-app/quarkus-run.jar"), "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minusSeconds(10)));
        Shell.script(java.resolve("bin/java"), JAVA);
        release("17.0.15");
        Files.createDirectories(system.resolve("proc/self"));
        Files.writeString(system.resolve("proc/meminfo"), "MemAvailable: 2000000 kB\n");
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

    /** Anybody on the machine can reach its port. */
    @Test
    void theRehearsalAsksForATokenThatNobodyHas() throws Exception {
        archive();

        TokenLookup tokens = new TokenLookup(java.resolve("bin/box"));
        assertTrue(tokens.isConfigured());
        assertFalse(tokens.hasValid(Instant.now()));
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
    void besideABoxItIsTheFirstToBeEndedForWantOfMemory() throws Exception {
        beside(ProcessHandle.current().pid());

        assertEquals("1000\n", Files.readString(system.resolve("proc/self/oom_score_adj")));
    }

    /** Groups of version 2, then of version 1; the last cannot be seen. */
    @ParameterizedTest
    @CsvSource({
        "0::/unit, unit/memory.max, max, unit/memory.current, 300000000, true",
        "0::/, memory.max, 1500000000, memory.current, 300000000, true",
        "0::/, memory.max, 1200000000, memory.current, 300000000, false",
        "0::/slice/unit, slice/memory.max, 1200000000, slice/memory.current, 300000000, false",
        "4:memory:/unit, memory/unit/memory.limit_in_bytes, 9223372036854771712,"
                + " memory/unit/memory.usage_in_bytes, 300000000, true",
        "'4:cpu,memory:/unit', memory/unit/memory.limit_in_bytes, 1200000000,"
                + " memory/unit/memory.usage_in_bytes, 300000000, false",
        "0::/../unit, memory.max, max, memory.current, 300000000, false",
    })
    void besideABoxItTakesNoMemoryThatTheBoxMayNeed(
            String group, String limit, String most, String usage, String used, boolean made) throws Exception {
        Path groups = system.resolve("sys/fs/cgroup");
        Files.createDirectories(groups.resolve("slice/unit"));
        Files.writeString(system.resolve("proc/self/cgroup"), "1:name=systemd:/other\n" + group + "\n");
        Files.createDirectories(groups.resolve(limit).getParent());
        Files.writeString(groups.resolve(limit), most + "\n");
        Files.writeString(groups.resolve(usage), used + "\n");

        Shell.Outcome outcome = beside(ProcessHandle.current().pid());

        assertEquals(made ? 0 : 70, outcome.code());
        assertEquals(made, isMade("destseg.jsa"));
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

    /** Also when it has said that it listens: all is 70 to the build, which goes on then. */
    @ParameterizedTest
    @ValueSource(strings = {"Starting", "Listening on http://127.0.0.1:1"})
    void aRehearsalThatEndsEarlyLeavesNothing(String said) throws Exception {
        Path partial = project.resolve("target/destseg.jsa.partial");
        Shell.script(java.resolve("bin/java"), "echo half >'" + partial + ".config'\necho '" + said + "'\nexit 3\n");

        Shell.Outcome outcome = archive();

        assertEquals(70, outcome.code(), outcome.err());
        assertEquals(List.of("quarkus-app"), files());
    }

    /** By a build in the same place, which Java would tell from the one of the archive. */
    @Test
    void ofABuildThatWasReplacedMeanwhileNoneIsKept() throws Exception {
        Path jar = project.resolve("target/quarkus-app/quarkus-run.jar");
        Shell.script(java.resolve("bin/java"), JAVA.replace("trap '", "trap 'touch \"" + jar + "\"; "));

        Shell.Outcome outcome = archive();

        assertEquals(70, outcome.code(), outcome.err());
        assertEquals(List.of("quarkus-app"), files());
    }

    /** What a rehearsal beside a box and a build make at the same time does not get mixed up. */
    @Test
    void besideABoxItIsWrittenUnderANameOfItsOwn() throws Exception {
        Path partial = Files.writeString(project.resolve("target/destseg.jsa.partial"), "of a build");

        beside(ProcessHandle.current().pid());

        assertEquals("of a build", Files.readString(partial));
        assertTrue(isMade("destseg.jsa"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(project.resolve("target"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Shell.Outcome archive(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = project.resolve("scripts/archive").toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Map<String, String> environment = Map.of(
                "PATH",
                System.getenv("PATH"),
                "JAVA_HOME",
                java.toString(),
                "DESTSEG_ARCHIVE_AFTER",
                "0",
                "DESTSEG_ARCHIVE_SYSTEM",
                system.toString());
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

package dev.destseg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code scripts/destseg} in a project whose build is a script that copies a small jar and counts. */
class LauncherTest {
    private static final String JAR = "target/quarkus-app/quarkus-run.jar";

    @TempDir
    Path folder;

    private Path project;
    private Path launcher;

    @BeforeEach
    void layOutAProject() throws IOException {
        project = folder.resolve("a project");
        launcher = project.resolve("scripts/destseg");
        Files.createDirectories(launcher.getParent());
        Files.copy(Path.of("scripts/destseg"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(project.resolve("src/main/java"));
        Files.createDirectories(project.resolve("models"));
        Files.writeString(project.resolve("src/main/java/Main.java"), "");
        Files.writeString(project.resolve("pom.xml"), "");
        writeJar(folder.resolve("built.jar"));
        build("mkdir -p target/quarkus-app\ncp ../built.jar " + JAR + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"destseg.jsa", "destseg.aot"})
    void ignoresAnArchiveOfClassesThatDoesNotFit(String archive) throws Exception {
        destseg("0");
        Files.writeString(project.resolve("target").resolve(archive), "no archive");

        Shell.Outcome outcome = destseg("train", "0");

        assertEquals("train|0\n", outcome.out(), outcome.err());
        assertEquals("", outcome.err());
        assertEquals(0, outcome.code());
    }

    /** Which it makes where it is wanted; a command is over before. */
    @Test
    void whatServesHasItsArchiveMadeBesideIt() throws Exception {
        destseg("0");
        Path told = folder.resolve("told");
        Shell.script(project.resolve("scripts/archive"), "echo \"$@\" >>'" + told + "'\nsleep 60\n");
        Files.writeString(project.resolve("scripts/serve-options"), "");
        String java = java("17.0.15");
        Shell.script(Path.of(java, "bin/java"), "until [ -s '" + told + "' ]; do sleep 0.05; done\necho $$\n");
        Shell shell = new Shell(folder, Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", java));

        Shell.Outcome serving = shell.run(launcher.toString(), "serve");
        Shell.Outcome other = shell.run(launcher.toString(), "train");

        assertEquals(0, other.code(), other.err());
        assertEquals("--beside " + serving.out(), Files.readString(told));
    }

    /** Of two Javas that made an archive each. */
    @ParameterizedTest
    @CsvSource({"17.0.15, -XX:SharedArchiveFile", "24, -XX:SharedArchiveFile", "25.0.1, -XX:AOTCache"})
    void takesTheArchiveThatItsJavaCanUse(String version, String option) throws Exception {
        destseg("0");
        Files.writeString(project.resolve("target/destseg.jsa"), "of 17");
        Files.writeString(project.resolve("target/destseg.aot"), "of 25");

        Shell.Outcome outcome = new Shell(folder, Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", java(version)))
                .run(launcher.toString(), "0");

        List<String> archives = outcome.out()
                .lines()
                .filter(line -> line.contains("target/destseg."))
                .toList();
        assertEquals(1, archives.size(), outcome::toString);
        assertTrue(archives.get(0).startsWith(option + "="), outcome::toString);
    }

    /** A Java that only says what it was given, a line each. */
    private String java(String version) throws IOException {
        Path home = folder.resolve("java-" + version);
        Shell.script(home.resolve("bin/java"), "printf '%s\\n' \"$@\"\n");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"test\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home.toString();
    }

    @Test
    void buildsFirstAndSaysSoOnStandardErrorOnly() throws Exception {
        Shell.Outcome outcome = destseg("train", "two words", "0");

        assertEquals("train|two words|0\n", outcome.out(), outcome.err());
        assertTrue(outcome.err().contains("destseg: no build yet"), outcome.err());
        assertTrue(outcome.err().contains("the build talks"), outcome.err());
        assertEquals(0, outcome.code());
    }

    @Test
    void doesNotBuildAgainWhenNothingChanged() throws Exception {
        destseg("0");
        Shell.Outcome again = destseg("0");

        assertEquals("", again.err());
        assertEquals(1, builds());
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        destseg("0");
        touchLater(project.resolve("src/main/java/Main.java"));

        Shell.Outcome outcome = destseg("0");

        assertTrue(outcome.err().contains("sources are newer"), outcome.err());
        assertEquals(2, builds());
    }

    @Test
    void buildsAgainWhenASourceChangedDuringTheBuild() throws Exception {
        // The clock of the file system ticks a hundred times a second.
        build("sleep 0.1\ntouch src/main/java/Main.java\nsleep 0.1\nmkdir -p target/quarkus-app\ncp ../built.jar " + JAR
                + "\n");
        destseg("0");
        destseg("0");

        assertEquals(2, builds());
    }

    @Test
    void passesOnTheExitCode() throws Exception {
        assertEquals(1, destseg("inspect", "1").code());
        assertEquals(70, destseg("inspect", "70").code());
    }

    @Test
    void worksThroughASymbolicLink() throws Exception {
        Path link = folder.resolve("destseg");
        Files.createSymbolicLink(link, launcher);

        assertEquals("0\n", shell().run(link.toString(), "0").out());
    }

    @Test
    void aFailedBuildIsAnInternalErrorAndStartsNothing() throws Exception {
        build("exit 1\n");

        Shell.Outcome outcome = destseg("0");

        assertEquals(70, outcome.code());
        assertEquals("", outcome.out());
        assertTrue(outcome.err().contains("the build failed"), outcome.err());
    }

    @Test
    void ofSeveralStartedAtOnceOneBuilds() throws Exception {
        build("sleep 0.5\nmkdir -p target/quarkus-app\ncp ../built.jar " + JAR + "\n");
        ExecutorService starters = Executors.newFixedThreadPool(3);
        Callable<Shell.Outcome> start = () -> destseg("0");
        try {
            for (Future<Shell.Outcome> outcome : starters.invokeAll(List.of(start, start, start))) {
                assertEquals(0, outcome.get().code(), outcome.get().err());
            }
        } finally {
            starters.shutdown();
        }
        assertEquals(1, builds());
    }

    @Test
    void usesTheJavaOfJavaHome() throws Exception {
        Path home = folder.resolve("java");
        Shell.script(home.resolve("bin/java"), "echo \"my java\"\n");
        Shell shell = new Shell(folder, Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", home.toString()));

        assertEquals("my java\n", shell.run(launcher.toString(), "0").out());
    }

    @Test
    void saysWhereItLookedWhenThereIsNoJava() throws Exception {
        Shell shell = new Shell(folder, Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", "/nowhere"));

        Shell.Outcome outcome = shell.run(launcher.toString(), "0");

        assertEquals(70, outcome.code());
        assertTrue(outcome.err().contains("no Java at '/nowhere/bin/java'"), outcome.err());
        assertFalse(Files.exists(project.resolve("builds")));
    }

    private Shell.Outcome destseg(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = launcher.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return shell().run(command);
    }

    private Shell shell() {
        return new Shell(folder, Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", System.getProperty("java.home")));
    }

    private void build(String commands) throws IOException {
        Shell.script(
                project.resolve("mvnw"), "cd '" + project + "'\necho x >> builds\necho 'the build talks'\n" + commands);
    }

    private long builds() throws IOException {
        return Files.readAllLines(project.resolve("builds")).size();
    }

    private static void touchLater(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
    }

    private static void writeJar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                InputStream code = Echo.class.getResourceAsStream("Echo.class")) {
            jar.putNextEntry(new JarEntry("dev/destseg/Echo.class"));
            code.transferTo(jar);
        }
    }
}

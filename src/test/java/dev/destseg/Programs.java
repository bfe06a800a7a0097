package dev.destseg;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests want and that may not be installed. */
public final class Programs {
    private Programs() {}

    /**
     * The Java that runs the tests, for a process that lives for seconds: Java's second compiler and a collector of many threads
     * would take more of the processor than they bring.
     *
     * @param more options, main class and arguments
     */
    public static List<String> java(String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(more));
        return command;
    }

    /** What {@code scripts/setup-test} installs: where it is absent the test is skipped, and fails when {@code CI=true}. */
    public static Path require(String name) {
        Optional<Path> found = find(name);
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(name + " is not installed; scripts/setup-test installs it");
        }
        Assumptions.assumeTrue(found.isPresent(), "Not run: " + name + " is not installed");
        return found.get();
    }

    /** The folder of a broker of Kafka, which {@code scripts/setup-test} makes; skipped and failed as what is required. */
    public static Path requireKafka() throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "destseg");
        Optional<Path> found = Optional.empty();
        if (Files.isDirectory(cache)) {
            try (Stream<Path> folders = Files.list(cache)) {
                found = folders.filter(folder -> folder.getFileName().toString().startsWith("kafka-")
                                && Files.exists(folder.resolve("complete")))
                        .max(Comparator.naturalOrder());
            }
        }
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail("There is no Kafka for tests; scripts/setup-test gets it");
        }
        Assumptions.assumeTrue(found.isPresent(), "Not run: there is no Kafka for tests; scripts/setup-test gets it");
        return found.get();
    }

    /** A Python that has a package, which {@code scripts/setup-test} installs; skipped and failed as what is required. */
    public static Path requirePython(String module) throws IOException, InterruptedException {
        Path python = Path.of(System.getProperty("user.home"), ".local/share/destseg-test/bin/python");
        boolean found = Files.isExecutable(python)
                && new ProcessBuilder(python.toString(), "-c", "import " + module)
                                .start()
                                .waitFor()
                        == 0;
        if (!found && "true".equals(System.getenv("CI"))) {
            Assertions.fail("Python has no " + module + "; scripts/setup-test installs it");
        }
        Assumptions.assumeTrue(found, "Not run: Python has no " + module + "; scripts/setup-test installs it");
        return python;
    }

    /** What takes minutes to build, so that continuous integration goes without: {@code scripts/setup-test --peers}. */
    public static Path wish(String name) {
        Optional<Path> found = find(name);
        Assumptions.assumeTrue(
                found.isPresent(), "Not run: " + name + " is not installed; scripts/setup-test --peers builds it");
        return found.get();
    }

    private static Optional<Path> find(String name) {
        Stream<Path> path =
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        // Where Go puts programs, setup-test those of Python, and Debian servers, none of which is on everybody's path.
        Path home = Path.of(System.getProperty("user.home"));
        Stream<Path> others =
                Stream.of(home.resolve("go/bin"), home.resolve(".local/share/destseg-test/bin"), Path.of("/usr/sbin"));
        return Stream.concat(path, others)
                .map(directory -> directory.resolve(name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}

package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The classes of a start: the list of those that are read ahead, and the archive that the build makes of them. */
class StartClassesIT {
    private static final Path LIST = Path.of("src/main/resources/dev/destseg/cli/start-classes.txt");
    private static final Pattern OF_A_JAR = Pattern.compile("(\\S+) source: (file|jar):.*");
    private static final Pattern OF_AN_ARCHIVE = Pattern.compile("(\\S+) source: shared objects file.*");
    /** Names change with each change of the code; a tenth of them costs no more than a tenth of what the list gains. */
    private static final double ALLOWED = 0.1;

    @TempDir
    private Path folder;

    @Test
    void theListNamesWhatAStartLoads() throws Exception {
        Set<String> listed = new LinkedHashSet<>(Files.readAllLines(LIST));
        Set<String> loaded = loaded();

        List<String> missing =
                loaded.stream().filter(name -> !listed.contains(name)).toList();
        assertTrue(missing.size() < ALLOWED * loaded.size(), () -> advice("is loaded and not named", missing));
        List<String> gone = listed.stream()
                .filter(name -> name.startsWith("io.") || name.startsWith("dev."))
                .filter(name -> !loaded.contains(name))
                .toList();
        assertTrue(gone.size() < ALLOWED * listed.size(), () -> advice("is named and not there", gone));
    }

    /** By a start as it is every day: the first one makes the journal besides. */
    private Set<String> loaded() throws Exception {
        startAndEnd("");
        Path log = folder.resolve("classes.txt");
        startAndEnd(" -Xshare:off -Xlog:class+load:file=" + log + ":none");
        return names(log, OF_A_JAR);
    }

    @Test
    void aStartTakesItsClassesFromTheArchiveThatTheBuildHasMade() throws Exception {
        Path log = folder.resolve("classes.txt");
        startAndEnd(" -Xlog:class+load:file=" + log + ":none");

        Set<String> archived = names(log, OF_AN_ARCHIVE);
        Set<String> others = names(log, OF_A_JAR);
        assertTrue(
                archived.containsAll(Set.of("dev.destseg.cli.Main", "io.vertx.core.Vertx")),
                () -> "There is no archive of this build and Java: " + archived.size() + " classes are of one");
        assertTrue(others.size() < archived.size() / 2, () -> advice("is not in it", List.copyOf(others)));
    }

    private void startAndEnd(String options) throws Exception {
        try (Serving serving = Serving.startWith(options, folder, "--no-demo")) {
            assertTrue(serving.http().get("/q/health/started").status() == 200);
            serving.terminate();
            serving.waitForEnd();
        }
    }

    private static Set<String> names(Path log, Pattern source) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(source::matcher)
                    .filter(line -> line.matches())
                    .map(line -> line.group(1))
                    .filter(name -> !name.contains("$$Lambda") && !name.contains("/"))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    private static String advice(String what, List<String> names) {
        return names.size() + " times a class " + what + "; run scripts/start-classes. The first: "
                + names.subList(0, Math.min(20, names.size()));
    }
}

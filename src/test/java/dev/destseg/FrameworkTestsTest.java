package dev.destseg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The build is told where the tests of the framework are; one that is elsewhere would never run. */
class FrameworkTestsTest {
    private static final Path SOURCES = Path.of("src/test/java");
    private static final Pattern EXECUTION = Pattern.compile("<id>framework</id>.*?</execution>", Pattern.DOTALL);
    private static final Pattern INCLUDE = Pattern.compile("<include>(.*?)</include>");

    @Test
    void areAllWhereTheBuildLooksForThem() throws Exception {
        String execution = EXECUTION
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group();
        List<PathMatcher> included = INCLUDE.matcher(execution)
                .results()
                .map(include -> FileSystems.getDefault().getPathMatcher("glob:" + include.group(1)))
                .toList();
        assertFalse(included.isEmpty(), execution);
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertEquals(
                    List.of(),
                    files.filter(FrameworkTestsTest::isOfTheFramework)
                            .filter(file -> included.stream().noneMatch(matcher -> matcher.matches(file)))
                            .toList());
        }
    }

    private static boolean isOfTheFramework(Path file) {
        try {
            return Files.isRegularFile(file) && Files.readString(file).contains("\n@QuarkusTest\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

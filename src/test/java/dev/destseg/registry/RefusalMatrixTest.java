package dev.destseg.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation says is refused, is tested so, and no kind of refusal is left out there. */
class RefusalMatrixTest {
    private static final Path TABLE = Path.of("src/doc/registry.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern TEST = Pattern.compile("\\| `(\\w+Test)\\.(\\w+)` \\|");

    @Test
    void everyTestOfTheTableIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        List<MatchResult> rows = TEST.matcher(Files.readString(TABLE)).results().toList();
        for (MatchResult row : rows) {
            if (!source(row.group(1)).contains("\n    void " + row.group(2) + "(")) {
                missing.add(row.group(1) + "." + row.group(2));
            }
        }
        assertTrue(rows.size() > 30, () -> "Only " + rows.size() + " rows were found");
        assertEquals(List.of(), missing);
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            Path file = files.filter(path -> path.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no " + test));
            return Files.readString(file);
        }
    }

    @Test
    void everyKindOfRefusalHasARow() throws IOException {
        String table = Files.readString(TABLE);
        Set<Refusal> without = EnumSet.allOf(Refusal.class);
        without.removeIf(refusal -> table.contains("| `" + refusal + "` |"));
        assertEquals(Set.of(), without);
    }

    @Test
    void noRowComesTwice() throws IOException {
        List<String> tests = TEST.matcher(Files.readString(TABLE))
                .results()
                .map(MatchResult::group)
                .toList();
        assertEquals(new TreeSet<>(tests).size(), tests.size(), () -> Arrays.toString(tests.toArray()));
    }
}

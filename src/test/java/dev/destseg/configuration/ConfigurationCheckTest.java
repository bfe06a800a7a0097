package dev.destseg.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
    @TempDir
    private Path folder;

    @Test
    void namesKeysThatNobodyKnowsWithTheirFile() throws IOException {
        List<String> problems = problems("destseg:\n  inspektion:\n    queue: 4\n  inspection:\n    quue: 4\n"
                + "quarkus:\n  http:\n    prt: 1\nserver:\n  port: 2\n");

        assertEquals(4, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("destseg.inspection.quue"), problems::toString);
        assertTrue(problems.get(1).contains("destseg.inspektion.queue"), problems::toString);
        assertTrue(problems.get(2).contains("quarkus.http.prt"), problems::toString);
        assertTrue(problems.get(3).contains("server.port"), problems::toString);
        problems.forEach(problem -> assertTrue(problem.contains("my.yaml"), problem));
    }

    @Test
    void namesEveryBadValueWithItsKeyAndFile() throws IOException {
        List<String> problems = problems("destseg:\n  inspection:\n    queue: many\n    checks: size,smell\n"
                + "  journal:\n    ok-age: soon\nquarkus:\n  http:\n    port: eighty\n");

        assertEquals(4, problems.size(), problems::toString);
        for (String key : List.of(
                "destseg.inspection.queue",
                "destseg.inspection.checks",
                "destseg.journal.ok-age",
                "quarkus.http.port")) {
            List<String> about =
                    problems.stream().filter(problem -> problem.contains(key)).toList();
            assertEquals(1, about.size(), key + ": " + problems);
            assertTrue(about.get(0).contains("my.yaml"), about::toString);
        }
        assertTrue(problems.toString().contains("smell"), problems::toString);
    }

    @Test
    void takesMapsListsAndProfiles() throws IOException {
        assertEquals(
                List.of(),
                problems("destseg:\n  http:\n    names: [a, b]\n  inspection:\n    product-checks:\n      nut: [size]\n"
                        + "'%prod':\n  destseg:\n    inspection:\n      queue: 3\n"));
    }

    @Test
    void saysWhatItLeavesToQuarkus() throws IOException {
        assertEquals(
                List.of("quarkus.thread-pool.max-threads"),
                check("quarkus:\n  thread-pool:\n    max-threads: 9\n").unchecked());
    }

    @Test
    void readsPropertiesToo() throws IOException {
        Path file = Files.writeString(folder.resolve("my.properties"), "destseg.inspection.queue=4\ndestseg.x=1\n");
        List<String> problems =
                ConfigurationCheck.of(Optional.of(ConfigurationFile.read(file))).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("destseg.x"), problems::toString);
    }

    @Test
    void refusesFilesThatAreAbsentBrokenOrOfAnotherKind() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "destseg:\n  - a\n b: [\n");
        Path other = Files.writeString(folder.resolve("my.ini"), "");
        for (Path file : List.of(folder.resolve("absent.yaml"), broken, other)) {
            String said = assertThrows(InputException.class, () -> ConfigurationFile.read(file))
                    .getMessage();
            assertTrue(said.contains(file.toString()), said);
        }
    }

    private List<String> problems(String yaml) throws IOException {
        return check(yaml).problems();
    }

    private ConfigurationCheck check(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("my.yaml"), yaml);
        return ConfigurationCheck.of(Optional.of(ConfigurationFile.read(file)));
    }
}

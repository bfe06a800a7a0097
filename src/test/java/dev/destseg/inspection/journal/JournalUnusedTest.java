package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has a journal does not make its files before the journal is asked for. */
@QuarkusMainTest
class JournalUnusedTest {
    @Test
    void whatNeverAsksForTheJournalMakesNoFile(QuarkusMainLauncher launcher, @TempDir Path folder) throws IOException {
        System.setProperty("destseg.data-directory", folder.resolve("data").toString());
        System.setProperty("quarkus.datasource.active", "true");
        try {
            LaunchResult result = launcher.launch(
                    "demo-data",
                    folder.resolve("demo").toString(),
                    "--product",
                    "flange",
                    "--train",
                    "1",
                    "--good",
                    "1",
                    "--defects",
                    "1");
            assertEquals(0, result.exitCode(), result::getErrorOutput);
        } finally {
            System.clearProperty("destseg.data-directory");
            System.clearProperty("quarkus.datasource.active");
        }
        try (Stream<Path> made = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("demo")), made.toList());
        }
    }
}

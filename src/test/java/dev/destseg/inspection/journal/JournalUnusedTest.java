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

/** Most commands need no journal. */
@QuarkusMainTest
class JournalUnusedTest {
    @Test
    void aCommandThatNeedsNoJournalMakesNoFile(QuarkusMainLauncher launcher, @TempDir Path folder) throws IOException {
        System.setProperty("destseg.data-directory", folder.resolve("data").toString());
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
        }
        try (Stream<Path> made = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("demo")), made.toList());
        }
    }
}

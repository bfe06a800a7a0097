package dev.destseg.training.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Programs;
import dev.destseg.recipe.Sha256;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process in the middle of adding images, again and again over the same datasets. */
class KilledDatasetsTest {
    private static final List<Integer> BEFORE_THE_KILLS = List.of(1, 7, 50, 20);

    @TempDir
    private Path folder;

    @Test
    void everythingAcknowledgedIsThereWholeAndNothingElse() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int kill = 0; kill < BEFORE_THE_KILLS.size(); kill++) {
            acknowledged.addAll(addUntilKilled(kill));
            assertNothingAcknowledgedIsLost(acknowledged);
        }
    }

    private void assertNothingAcknowledgedIsLost(List<String> acknowledged) throws Exception {
        LabelledDataset dataset = Datasets.open(folder, Room.ENOUGH, Clock.systemUTC())
                .find(new DatasetName("busy"))
                .orElseThrow();

        for (String digest : acknowledged) {
            LabelledImage image = dataset.find(Sha256.parse(digest)).orElseThrow(() -> new AssertionError(digest));
            assertEquals(digest, Sha256.of(dataset.path(image)).toString());
        }
        try (Stream<Path> files = Files.walk(folder.resolve("files"))) {
            assertEquals(
                    dataset.images().size(), files.filter(Files::isRegularFile).count());
        }
    }

    private List<String> addUntilKilled(int kill) throws Exception {
        Process process = new ProcessBuilder(Programs.java(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyDataset.class.getName(),
                        folder.toString(),
                        String.valueOf(kill)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (lines.size() == BEFORE_THE_KILLS.get(kill)) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        // The last line may be cut off.
        lines.removeIf(line -> line.length() != "sha256:".length() + 64);
        assertTrue(lines.size() >= BEFORE_THE_KILLS.get(kill) - 1);
        return lines;
    }
}

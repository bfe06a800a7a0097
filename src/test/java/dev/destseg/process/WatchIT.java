package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.SmallJournal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the appliance in the middle of a folder, twice, and counts. */
class WatchIT {
    private static final int FILES = 400;

    @TempDir
    private Path folder;

    @Test
    void everyFileIsJudgedExactlyOnceThroughTwoKills() throws Exception {
        TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        Path incoming = Files.createDirectory(folder.resolve("incoming"));
        for (int i = 0; i < FILES; i++) {
            Files.write(incoming.resolve(i + ".png"), Pictures.png(i % 256, 16 + i / 256));
        }
        Path done = incoming.resolve("done");
        killWhenDone(incoming, done, 60);
        int first = count(done);
        assertTrue(first < FILES, "killed too late to tell anything");
        killWhenDone(incoming, done, first + 60);
        try (Serving serving = serve(incoming)) {
            while (count(incoming) > 0) {
                Thread.sleep(20);
            }
            serving.terminate();
            serving.waitForEnd();
        }
        assertEquals(FILES, count(done));
        Map<String, Integer> times = judgements();
        assertEquals(FILES, times.size());
        assertTrue(times.values().stream().allMatch(count -> count == 1), times::toString);
    }

    private void killWhenDone(Path incoming, Path done, int files) throws Exception {
        try (Serving serving = serve(incoming)) {
            while (count(done) < files) {
                Thread.sleep(2);
            }
            serving.kill();
        }
    }

    private Serving serve(Path incoming) throws IOException {
        return Serving.start(folder, "--recipe", folder.resolve("tiny").toString(), "--watch", "tiny=" + incoming);
    }

    private static int count(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        int files = 0;
        try (DirectoryStream<Path> images = Files.newDirectoryStream(directory, "*.png")) {
            for (Path image : images) {
                files += Files.isRegularFile(image) ? 1 : 0;
            }
        }
        return files;
    }

    /** How often each part was judged. */
    private Map<String, Integer> judgements() {
        Map<String, Integer> times = new TreeMap<>();
        try (Journal journal = SmallJournal.open(folder.resolve("data/journal"))) {
            journal.queries()
                    .forEach(
                            InspectionFilter.ALL,
                            entry -> times.merge(
                                    entry.part().origin().partNumber().orElseThrow(), 1, Integer::sum));
        }
        return times;
    }
}

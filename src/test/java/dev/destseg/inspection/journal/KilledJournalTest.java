package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Programs;
import dev.destseg.recipe.Sha256;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process in the middle of its appends, and counts. */
class KilledJournalTest {
    private static final int ROUNDS = 2;
    private static final int ACKNOWLEDGED_BEFORE_THE_KILL = 200;

    @TempDir
    private Path folder;

    @Test
    void everythingAcknowledgedIsFoundAfterAKillAndOrphansAreRemoved() throws Exception {
        Path directory = folder.resolve("journal");
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> lines = appendUntilKilled(directory, 1_000 * round);
            assertTrue(lines.size() >= ACKNOWLEDGED_BEFORE_THE_KILL, lines.size() + " acknowledged");
            acknowledged.addAll(lines);
        }
        try (Journal journal = SmallJournal.open(directory)) {
            requireAll(journal.queries(), acknowledged);
            journal.removeOrphans();
            requireAll(journal.queries(), acknowledged);
            requireNoOrphans(journal);
        }
    }

    @Test
    void filesWithoutARowAndBegunFilesAreRemovedAndOthersAreNot() throws IOException {
        Sha256 orphan = Sha256.of(new byte[] {42});
        try (Journal journal = SmallJournal.open(folder)) {
            InspectionEntry entry = journal.append(
                    SmallJournal.ok(SmallJournal.NOON), SmallJournal.bytes("image"), SmallJournal.bytes("map"));
            Path kept = journal.files().path(entry.image().orElseThrow());
            Path left = journal.files().path(orphan);
            Files.write(left, new byte[] {42});
            Path begun = kept.resolveSibling("." + kept.getFileName() + ".partial");
            Files.copy(kept, begun, StandardCopyOption.REPLACE_EXISTING);

            Deleted deleted = journal.removeOrphans();

            assertEquals(2, deleted.files(), deleted::sentence);
            assertEquals(1, deleted.bytes(), deleted::sentence);
            assertFalse(Files.exists(left));
            assertFalse(Files.exists(begun));
            assertTrue(Files.exists(kept));
            assertTrue(journal.removeOrphans().isNothing());
        }
    }

    private static void requireAll(JournalQueries queries, List<String> acknowledged) {
        for (String line : acknowledged) {
            String[] words = line.split(" ");
            InspectionEntry entry = queries.find(new EntryId(words[0])).orElseThrow(() -> new AssertionError(line));
            assertEquals(words[1], entry.image().orElseThrow().toString());
            assertEquals(words[2], entry.map().orElseThrow().toString());
            requireContent(queries, entry.image().orElseThrow());
            requireContent(queries, entry.map().orElseThrow());
        }
    }

    private static void requireContent(JournalQueries queries, Sha256 digest) {
        assertEquals(digest, Sha256.of(queries.content(digest).orElseThrow()));
    }

    private static void requireNoOrphans(Journal journal) throws IOException {
        Set<Sha256> named = new HashSet<>();
        journal.queries().forEach(InspectionFilter.ALL, entry -> {
            named.add(entry.image().orElseThrow());
            named.add(entry.map().orElseThrow());
        });
        Set<Sha256> present = new HashSet<>();
        journal.files().forEach(present::add);
        assertEquals(named, present);
    }

    /** @return the lines that came through whole; what follows the last line break was cut off */
    private static List<String> appendUntilKilled(Path directory, long seed) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Programs.java(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyJournal.class.getName(),
                        directory.toString(),
                        Long.toString(seed)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        try (InputStream output = process.getInputStream()) {
            int lines = 0;
            int next = output.read();
            while (next >= 0) {
                seen.write(next);
                lines += next == '\n' ? 1 : 0;
                if (lines == ACKNOWLEDGED_BEFORE_THE_KILL) {
                    process.toHandle().destroyForcibly(); // Leaves what it has written to be read.
                }
                next = output.read();
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        String text = seen.toString(StandardCharsets.US_ASCII);
        return new BufferedReader(new StringReader(text.substring(0, text.lastIndexOf('\n') + 1)))
                .lines()
                .toList();
    }
}

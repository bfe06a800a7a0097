package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.FileStamp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal knows of files that were taken. */
class TakenFilesTest {
    private static final Instant MODIFIED = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final Instant LATER = Instant.now().plus(Duration.ofDays(1));

    @TempDir
    private Path folder;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = SmallJournal.open(folder);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void aFileIsKnownByNameSizeTimeAndBytes() {
        FileStamp stamp = new FileStamp("/in/a.png", 3, MODIFIED);
        InspectionEntry entry = take(stamp, "one");
        TakenFiles taken = new TakenFiles(journal);
        assertEquals(entry.id(), taken.find(stamp).orElseThrow().inspection());
        assertEquals(stamp, taken.find(stamp, "one".getBytes()).orElseThrow().stamp());
        assertTrue(taken.find(stamp, "two".getBytes()).isEmpty());
        assertTrue(taken.find(new FileStamp("/in/a.png", 4, MODIFIED)).isEmpty());
        assertTrue(
                taken.find(new FileStamp("/in/a.png", 3, MODIFIED.plusNanos(1))).isEmpty());
    }

    @Test
    void theSameFileIsNeverKeptTwiceAndNothingOfTheSecondIs() {
        FileStamp stamp = new FileStamp("/in/a.png", 3, MODIFIED);
        take(stamp, "one");
        assertThrows(JournalException.class, () -> take(stamp, "one"));
        assertEquals(
                1,
                journal.queries()
                        .list(InspectionFilter.ALL, Optional.empty(), 10)
                        .entries()
                        .size());
    }

    @Test
    void outlivesItsInspection() {
        FileStamp stamp = new FileStamp("/in/a.png", 3, MODIFIED);
        take(stamp, "one");
        Retention nothing = new Retention(Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, 0, 0);
        assertEquals(
                1,
                new RetentionSweep(journal, nothing, () -> Long.MAX_VALUE)
                        .run(LATER)
                        .tooOld());
        assertTrue(new TakenFiles(journal).find(stamp).isPresent());
    }

    @Test
    void forgetsOldFilesOfOneFolderThatAreGone() {
        for (int i = 0; i < 1_100; i++) {
            take(new FileStamp("/in/" + i + ".png", i, MODIFIED), "file " + i);
        }
        take(new FileStamp("/in2/a.png", 1, MODIFIED), "other folder");
        TakenFiles taken = new TakenFiles(journal);
        assertEquals(0, taken.forget("/in/", Instant.EPOCH, file -> true), "none is so old");
        assertEquals(1_099, taken.forget("/in/", LATER, file -> file.size() != 7));
        assertTrue(taken.find(new FileStamp("/in/7.png", 7, MODIFIED)).isPresent());
        assertTrue(taken.find(new FileStamp("/in2/a.png", 1, MODIFIED)).isPresent());
        assertEquals(1, taken.forget("/in/", LATER, file -> true));
    }

    private InspectionEntry take(FileStamp stamp, String bytes) {
        return journal.append(
                SmallJournal.ok(SmallJournal.NOON),
                SmallJournal.bytes(bytes),
                Optional.empty(),
                Optional.of(stamp),
                Optional.empty());
    }
}

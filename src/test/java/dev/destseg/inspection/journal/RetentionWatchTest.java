package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the journal forgets, and what it says of it. */
class RetentionWatchTest {
    private static final Instant NOW = SmallJournal.NOON;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Retention RETENTION = new Retention(DAY, DAY, DAY.multipliedBy(9), 1_000_000, 100, 0);

    @TempDir
    private Path folder;

    private final AtomicLong free = new AtomicLong(1_000);
    private Journal journal;
    private RetentionWatch watch;

    @BeforeEach
    void open() {
        journal = SmallJournal.open(folder);
        watch = new RetentionWatch(
                journal, new RetentionSweep(journal, RETENTION, free::get), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        watch.close();
        journal.close();
    }

    @Test
    void whatIsDeletedIsSaidInTheJournal() {
        journal.append(SmallJournal.ok(NOW.minus(DAY.multipliedBy(2))), SmallJournal.bytes("old"), Optional.empty());
        watch.sweepIfDue();
        Event said = said().get(0).value();
        assertEquals(Event.APPLIANCE, said.who());
        assertEquals(1, said.details().get("too_old").asInt());
        assertEquals(3, said.details().get("bytes").asInt());
    }

    @Test
    void nothingIsSaidWhenNothingIsDeleted() {
        journal.append(SmallJournal.ok(NOW), Optional.empty(), Optional.empty());
        watch.sweepIfDue();
        assertEquals(List.of(), said());
    }

    @Test
    void withinTheHourItSweepsAgainOnlyForLackOfSpace() {
        watch.sweepIfDue();
        journal.append(SmallJournal.ok(NOW.minus(DAY.multipliedBy(2))), Optional.empty(), Optional.empty());
        watch.sweepIfDue();
        assertEquals(List.of(), said());
        free.set(99);
        watch.sweepIfDue();
        assertEquals(1, said().size());
    }

    @Test
    void theDatabaseGivesBackWhatItNoLongerNeeds() throws IOException {
        for (int i = 0; i < 3_000; i++) {
            journal.append(SmallJournal.defect(NOW.minus(DAY.multipliedBy(2))), Optional.empty(), Optional.empty());
        }
        long before = pages();
        watch.sweepIfDue();
        assertTrue(pages() < before / 4, pages() + " pages of " + before);
    }

    private long pages() throws IOException {
        return journal.queries().read(connection -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("PRAGMA page_count")) {
                return row.getLong(1);
            }
        });
    }

    private List<Numbered<Event>> said() {
        return journal.queries()
                .events(Optional.of(Event.RETENTION), Optional.empty(), 10)
                .entries();
    }
}

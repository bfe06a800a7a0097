package dev.destseg.inspection.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryIdsTest {
    private static final Clock STANDING = Clock.fixed(SmallJournal.NOON, ZoneOffset.UTC);

    private static EntryIds ids(Clock clock, Optional<EntryId> before) {
        return new EntryIds(clock, new Random(1), before);
    }

    @Test
    void beginWithTheTime() {
        UUID id = UUID.fromString(ids(STANDING, Optional.empty()).next().text());
        assertEquals(SmallJournal.NOON.toEpochMilli(), id.getMostSignificantBits() >>> 16);
        assertEquals(7, id.version());
        assertEquals(2, id.variant());
    }

    @Test
    void growAlsoWhenThereAreManyInAMillisecond() {
        EntryIds ids = ids(STANDING, Optional.empty());
        EntryId last = ids.next();
        for (int i = 0; i < 10_000; i++) {
            EntryId next = ids.next();
            assertTrue(next.compareTo(last) > 0, last + " then " + next);
            last = next;
        }
    }

    @Test
    void growAlsoWhenTheClockWasSetBackBetweenTwoStarts(@TempDir Path folder) {
        EntryId before;
        try (Journal journal = SmallJournal.open(folder, STANDING)) {
            before = append(journal);
        }
        try (Journal journal = SmallJournal.open(folder, Clock.offset(STANDING, Duration.ofDays(-400)))) {
            EntryId after = append(journal);
            assertTrue(after.compareTo(before) > 0, before + " then " + after);
        }
    }

    private static EntryId append(Journal journal) {
        return journal.append(SmallJournal.ok(Instant.EPOCH), Optional.empty(), Optional.empty())
                .id();
    }
}

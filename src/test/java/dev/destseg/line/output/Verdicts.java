package dev.destseg.line.output;

import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.OutboxEntry;
import java.time.Instant;
import java.util.Optional;

/** Verdicts to be told. */
public final class Verdicts {
    public static final EntryId ID = new EntryId("0192f0c1-2b3c-7000-8000-0123456789ab");

    private Verdicts() {}

    public static OutboxEntry of(Optional<String> station, String message) {
        return new OutboxEntry(1, Instant.EPOCH, station, 1, ID, message);
    }
}

package dev.destseg.inspection.journal;

import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRecorder;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.recipe.Sha256;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Does what a {@link JournalRecorder} does, in the same journal, and leaves nothing there: rows are taken back in the
 * transaction that writes them, and files go when they have been written. Safe between threads.
 */
public final class PassingRecorder implements InspectionRecorder {
    private final Journal journal;
    private final Clock clock;
    /** Used by the journal's writer only. */
    private final EntryIds ids;

    /** @param journal stays the caller's */
    public PassingRecorder(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
        this.ids = new EntryIds(clock, new SecureRandom(), Optional.empty());
    }

    @Override
    public Hold anticipate(InspectionRequest request) {
        return writtenForNow(request.image());
    }

    @Override
    public Draft prepare(CompletedInspection completed) {
        Optional<byte[]> map = JournalRecorder.map(completed);
        Hold hold = map.map(this::writtenForNow).orElse(() -> {});
        return () -> begin(completed, map, hold);
    }

    /** Keeps nothing. */
    @Override
    public CompletedInspection keep(CompletedInspection completed) {
        return prepare(completed).begin().await();
    }

    private Hold writtenForNow(byte[] file) {
        Hold hold = journal.anticipate(file);
        return () -> {
            hold.close();
            new Deletion(journal).unnamed(Sha256.of(file));
        };
    }

    private Keeping begin(CompletedInspection completed, Optional<byte[]> map, Hold hold) {
        Addition addition = new Addition(
                JournalRecorder.part(completed),
                Optional.of(Sha256.of(completed.request().image())),
                map.map(Sha256::of),
                Optional.empty(),
                completed.request().trigger());
        Supplier<InspectionEntry> entry;
        try {
            entry = journal.begin(connection -> insertAndTakeBack(connection, addition));
        } catch (RuntimeException e) {
            hold.close();
            throw e;
        }
        return () -> {
            try (hold) {
                entry.get();
                return completed;
            }
        };
    }

    private InspectionEntry insertAndTakeBack(Connection connection, Addition addition) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return addition.insert(connection, ids.next(), journal.outbox(), clock.instant())
                    .entry();
        } finally {
            connection.rollback(before);
        }
    }
}

package dev.destseg.inspection.journal;

import java.time.Instant;
import java.util.function.LongSupplier;

/** Deletes what a journal no longer keeps, a few rows at a time, so that appends are not held up. */
public final class RetentionSweep {
    private static final int ROWS_AT_ONCE = 100;
    private static final String EXPENDABLE = "verdict = 'OK' AND opinion IS NULL";
    private static final String INSTRUCTIVE = "(verdict <> 'OK' OR opinion IS NOT NULL)";

    private final Journal journal;
    private final Retention retention;
    private final LongSupplier freeBytes;

    /** @param freeBytes of the disk that holds the journal, asked again after each few deletions */
    public RetentionSweep(Journal journal, Retention retention, LongSupplier freeBytes) {
        this.journal = journal;
        this.retention = retention;
        this.freeBytes = freeBytes;
    }

    /**
     * Deletes by age, then by count, then until the disk has room again or no more is left than stays in any case.
     *
     * @return what was deleted
     * @throws JournalException when the journal cannot be written
     */
    public Deleted run(Instant now) {
        Deletion deletion = new Deletion(journal);
        long tooOld = olderThan(deletion, EXPENDABLE, now.minus(retention.okAge()))
                + olderThan(deletion, INSTRUCTIVE, now.minus(retention.rejectAge()));
        long events = deletion.eventsBefore(now.minus(retention.eventAge()));
        long excess = Math.max(0, inspections() - retention.mostInspections());
        long tooMany = oldest(deletion, EXPENDABLE, excess);
        tooMany += oldest(deletion, INSTRUCTIVE, excess - tooMany);
        long forSpace = untilFree(deletion, EXPENDABLE) + untilFree(deletion, INSTRUCTIVE);
        return new Deleted(tooOld, tooMany, forSpace, events, deletion.files(), deletion.bytes());
    }

    /** Whether the disk has less room than it should. */
    boolean lacksSpace() {
        return freeBytes.getAsLong() < retention.leastFreeBytes();
    }

    private long inspections() {
        return journal.queries().counts(InspectionFilter.ALL).stream()
                .mapToLong(VerdictCount::inspections)
                .sum();
    }

    private static long olderThan(Deletion deletion, String which, Instant time) {
        long total = 0;
        int deleted;
        do {
            Conditions old = new Conditions().add(which).add("time < ?", time.toEpochMilli());
            deleted = deletion.oldest(old, ROWS_AT_ONCE);
            total += deleted;
        } while (deleted == ROWS_AT_ONCE);
        return total;
    }

    private static long oldest(Deletion deletion, String which, long count) {
        long total = 0;
        int deleted = 1;
        while (total < count && deleted > 0) {
            deleted = deletion.oldest(new Conditions().add(which), (int) Math.min(ROWS_AT_ONCE, count - total));
            total += deleted;
        }
        return total;
    }

    private long untilFree(Deletion deletion, String which) {
        long total = 0;
        int deleted = 1;
        while (deleted > 0 && lacksSpace()) {
            long expendable = Math.max(0, inspections() - retention.leastInspections());
            deleted = deletion.oldest(new Conditions().add(which), (int) Math.min(ROWS_AT_ONCE, expendable));
            total += deleted;
        }
        return total;
    }
}

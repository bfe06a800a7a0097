package dev.destseg.inspection.journal;

import dev.destseg.inspection.TriggerStamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Verdicts that outputs are to be told of, in the order in which they were committed, which for each
 * station is that in which its parts were accepted. A verdict gets here in the transaction
 * of its inspection, so that a loss of power loses neither alone, and stays until every output was told. Without outputs
 * nothing is kept here. Safe between threads; whatever reads or writes throws {@link JournalException} when that fails.
 */
public final class VerdictOutbox {
    /** A few, so that appends are not held up. */
    private static final int DELETED_AT_ONCE = 1_000;

    private final Journal journal;
    private final Object arrival = new Object();
    /** Guarded by {@link #arrival}. */
    private long newest;
    /** Written and read by the journal's writer only. */
    private boolean used;

    VerdictOutbox(Journal journal, long newest) {
        this.journal = journal;
        this.newest = newest;
    }

    /**
     * From now on every verdict is kept for these outputs. One that is new is told of what comes from now on, one that was
     * here before of what it was not told yet.
     *
     * @return outputs that were here before and are not among them, which are forgotten, and how many verdicts they were
     *     not told of
     */
    public SortedMap<String, Long> open(Set<String> outputs) {
        SortedMap<String, Long> forgotten = journal.write(connection -> {
            used = !outputs.isEmpty();
            return open(connection, outputs);
        });
        trim();
        return forgotten;
    }

    private static SortedMap<String, Long> open(Connection connection, Set<String> outputs) throws SQLException {
        long newest = OutboxRows.newest(connection);
        Map<String, OutputProgress> before = OutputRows.all(connection);
        for (String output : outputs) {
            if (!before.containsKey(output)) {
                OutputRows.insert(connection, output, newest);
            }
        }
        SortedMap<String, Long> forgotten = new TreeMap<>();
        for (Map.Entry<String, OutputProgress> output : before.entrySet()) {
            if (!outputs.contains(output.getKey())) {
                OutputRows.delete(connection, output.getKey());
                RefusedVerdictRows.delete(connection, output.getKey());
                forgotten.put(output.getKey(), newest - output.getValue().told());
            }
        }
        return forgotten;
    }

    /**
     * Puts a verdict in, as a part of the transaction of its inspection.
     *
     * @return its position; nothing when there are no outputs
     */
    OptionalLong put(Connection connection, InspectionEntry entry, Optional<TriggerStamp> trigger, Instant now)
            throws SQLException {
        return used ? OptionalLong.of(OutboxRows.insert(connection, entry, trigger, now)) : OptionalLong.empty();
    }

    /** Tells those who wait that a verdict was committed. */
    void committed(long position) {
        synchronized (arrival) {
            newest = Math.max(newest, position);
            arrival.notifyAll();
        }
    }

    /** Position of the newest verdict; 0 before the first. */
    public long newest() {
        synchronized (arrival) {
            return newest;
        }
    }

    /** Waits until there is a verdict after a position, or for a while. */
    public void await(long position, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        synchronized (arrival) {
            long left = end - System.nanoTime();
            while (newest <= position && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(arrival, left);
                left = end - System.nanoTime();
            }
        }
    }

    /** The first verdicts after a position. */
    public List<OutboxEntry> after(long position, int most) {
        return journal.queries().read(connection -> OutboxRows.after(connection, position, most));
    }

    /** When the first verdict after a position was given; nothing when there is none. */
    public Optional<Instant> oldestAfter(long position) {
        return after(position, 1).stream().map(OutboxEntry::time).findFirst();
    }

    /** How far the outputs have come. */
    public SortedMap<String, OutputProgress> progress() {
        return journal.queries().read(OutputRows::all);
    }

    /** Remembers that an output was told of all verdicts up to a position. */
    public void told(String output, long position, Instant when) {
        update(connection -> OutputRows.told(connection, output, position, when));
    }

    /** Keeps a verdict apart that an output refused for good; those up to it count as told. */
    public void putAside(String output, OutboxEntry verdict, String reason, Instant when) {
        update(connection -> {
            RefusedVerdictRows.insert(connection, output, verdict, reason, when);
            OutputRows.refused(connection, output, verdict.position(), when);
        });
    }

    /** The first verdicts that an output refused for good, the oldest first. */
    public List<RefusedVerdict> firstRefused(String output, int most) {
        return journal.queries().read(connection -> RefusedVerdictRows.first(connection, output, most));
    }

    /** Forgets that an output refused a verdict, for it has taken it by now. */
    public void takenAfterAll(String output, long position) {
        journal.write(connection -> {
            RefusedVerdictRows.delete(connection, output, position);
            return position;
        });
    }

    /** How many verdicts are put aside for an output. */
    public long countRefused(String output) {
        return journal.queries().read(connection -> RefusedVerdictRows.count(connection, output));
    }

    /**
     * Forgets one verdict that an output refused for good; its inspection stays in the journal.
     *
     * @return how many were forgotten, which is none when it is not put aside
     */
    public int discard(String output, EntryId inspection) {
        return journal.write(connection -> RefusedVerdictRows.discard(connection, output, inspection));
    }

    /**
     * Forgets verdicts that an output refused for good, up to one of them and with it; their inspections stay in the journal.
     *
     * @return how many were forgotten
     */
    public int discardThrough(String output, EntryId last) {
        return journal.write(connection -> RefusedVerdictRows.discardThrough(connection, output, last));
    }

    /** The last verdicts that an output refused for good, the newest first; a bounded number is kept. */
    public List<RefusedVerdict> refused(String output, int most) {
        return journal.queries().read(connection -> RefusedVerdictRows.last(connection, output, most));
    }

    /**
     * Gives up verdicts that an output was not told of: all but the newest ones, and those that are too old.
     *
     * @param told position up to which it was told
     * @param most how many may go on waiting
     * @param since when those that go on waiting were given at the earliest; any time when absent
     * @return position up to which verdicts were given up; the one given when none was
     */
    public long drop(String output, long told, long most, Optional<Instant> since, Instant now) {
        long all = newest();
        long tooMany = Math.max(told, all - most);
        long last = since.map(time -> firstSince(tooMany, time).orElse(Math.max(tooMany, all) + 1) - 1)
                .orElse(tooMany);
        if (last > told) {
            update(connection -> OutputRows.dropped(connection, output, last, last - told, now));
        }
        return last;
    }

    private OptionalLong firstSince(long position, Instant time) {
        return journal.queries().read(connection -> OutboxRows.firstSince(connection, position, time));
    }

    private interface Update {
        void on(Connection connection) throws SQLException;
    }

    private void update(Update update) {
        int deleted = journal.write(connection -> {
            update.on(connection);
            return OutboxRows.deleteTold(connection, DELETED_AT_ONCE);
        });
        if (deleted == DELETED_AT_ONCE) {
            trim();
        }
    }

    private void trim() {
        int deleted;
        do {
            deleted = journal.write(connection -> OutboxRows.deleteTold(connection, DELETED_AT_ONCE));
        } while (deleted == DELETED_AT_ONCE);
    }
}

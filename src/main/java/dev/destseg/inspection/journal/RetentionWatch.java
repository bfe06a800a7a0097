package dev.destseg.inspection.journal;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Has the journal forget what it no longer keeps: once an hour, and each minute while the disk lacks room. What was deleted
 * is said in the log and, as a change of the box, in the journal itself.
 */
final class RetentionWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RetentionWatch.class);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration LOOK_AT_DISK = Duration.ofMinutes(1);

    private final Journal journal;
    private final RetentionSweep sweep;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "journal-retention"));
    private Instant next = Instant.MIN;

    RetentionWatch(Journal journal, RetentionSweep sweep, Clock clock) {
        this.journal = journal;
        this.sweep = sweep;
        this.clock = clock;
    }

    void start() {
        long delay = LOOK_AT_DISK.toSeconds();
        thread.scheduleWithFixedDelay(this::sweepOrComplain, delay, delay, TimeUnit.SECONDS);
    }

    private void sweepOrComplain() {
        try {
            sweepIfDue();
        } catch (JournalException | UncheckedIOException e) {
            LOG.errorf("The journal could not be tidied: %s", e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) { // Or it would never be tidied again, until the disk is full.
            LOG.error("The journal could not be tidied", e);
        }
    }

    /** Not thread-safe. */
    void sweepIfDue() {
        Instant now = clock.instant();
        if (now.isBefore(next) && !sweep.lacksSpace()) {
            return;
        }
        next = now.plus(EVERY);
        Deleted deleted = sweep.run(now);
        if (!deleted.isNothing()) {
            LOG.log(deleted.forSpace() > 0 ? Logger.Level.WARN : Logger.Level.INFO, deleted.sentence());
            journal.append(new Event(now, Event.RETENTION, Event.APPLIANCE, deleted.json()));
            new FreePages(journal).release();
        }
    }

    /** Waits for a sweep that is under way. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.destseg.inspection.products;

import dev.destseg.inspection.Candidate;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.Disagreement;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.Sha256;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A candidate that judges what the active recipe has judged, in a thread of its own and only while the line waits for
 * nothing; images that find its short queue full are passed over and counted. It has no say in any verdict. Safe between
 * threads; closing frees the candidate.
 */
public final class Shadow implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Shadow.class);
    /** Image files as they came, so that this bounds the memory too. */
    private static final int PLACES = 4;

    private static final long PAUSE_MILLIS = 5;

    private final Candidate candidate;
    private final BooleanSupplier idle;
    private final Consumer<Disagreement> journal;
    private final Instant since;
    private final BlockingQueue<Judged> waiting = new ArrayBlockingQueue<>(PLACES);
    private final AtomicLong agreed = new AtomicLong();
    private final AtomicLong disagreed = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread thread = new Thread(this::run, "shadow");

    /** What the active recipe said of an image. */
    private record Judged(UUID inspection, byte[] image, Verdict verdict) {}

    /**
     * How often it was compared, since the candidate or the appliance began.
     *
     * @param agreed same verdict
     * @param disagreed another verdict; each is in the journal
     * @param passedOver not judged, because the line was busy
     * @param failed could not be judged or written down, see the log
     */
    public record Counts(long agreed, long disagreed, long passedOver, long failed) {}

    Shadow(Candidate candidate, BooleanSupplier idle, Consumer<Disagreement> journal, Instant since) {
        this.candidate = candidate;
        this.idle = idle;
        this.journal = journal;
        this.since = since;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    public Sha256 candidate() {
        return recipe().digest();
    }

    public Recipe recipe() {
        return candidate.stored().recipe();
    }

    public Instant since() {
        return since;
    }

    public Counts counts() {
        return new Counts(agreed.get(), disagreed.get(), passedOver.get(), failed.get());
    }

    /** Never waits. What could not be decoded, or not in time, is nothing to compare. */
    void offer(CompletedInspection completed) {
        if (completed.image().isEmpty()) {
            return;
        }
        Judged judged = new Judged(
                completed.id(),
                completed.request().image(),
                completed.inspection().verdict());
        if (!waiting.offer(judged)) {
            passedOver.incrementAndGet();
        }
    }

    private void run() {
        try (candidate) {
            while (true) {
                Judged next = waiting.take();
                while (!idle.getAsBoolean()) {
                    Thread.sleep(PAUSE_MILLIS);
                }
                compare(next);
            }
        } catch (InterruptedException closed) {
            // What waits is not compared any more.
        }
    }

    private void compare(Judged judged) {
        try {
            Inspection other = candidate.judge(judged.image());
            if (other.verdict() == judged.verdict()) {
                agreed.incrementAndGet();
                return;
            }
            journal.accept(Disagreement.of(new EntryId(judged.inspection().toString()), other));
            disagreed.incrementAndGet();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.warnf("The candidate %s could not judge an image: %s", candidate(), e);
            failed.incrementAndGet();
        }
    }

    /** Waits for the image that is being judged, if there is one. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

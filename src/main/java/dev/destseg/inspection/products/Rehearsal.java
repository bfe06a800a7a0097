package dev.destseg.inspection.products;

import dev.destseg.inspection.Candidate;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.JournalQueries;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Parts of the journal that a recipe judges again, newest first, with no say in any verdict and only while the line waits for
 * nothing. Run once, by one thread; ended by any.
 */
public final class Rehearsal {
    private static final long PAUSE_MILLIS = 5;

    private final Candidate candidate;
    private final List<InspectionEntry> entries;
    private final JournalQueries journal;
    private final BooleanSupplier idle;
    private final Runnable left;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean ended;

    /**
     * How far it is.
     *
     * @param done parts so far
     * @param all of them
     * @param part the last one; absent where its image was never kept, or is not any more
     */
    public record Step(int done, int all, Optional<Part> part) {}

    /** What was said of a part, and what the recipe says of it. */
    public record Part(InspectionEntry before, Inspection now) {}

    /**
     * @param candidate closed at the end
     * @param left run at the end
     */
    Rehearsal(
            Candidate candidate,
            List<InspectionEntry> entries,
            JournalQueries journal,
            BooleanSupplier idle,
            Runnable left) {
        this.candidate = candidate;
        this.entries = List.copyOf(entries);
        this.journal = journal;
        this.idle = idle;
        this.left = left;
    }

    /** Judges one part after the other and frees what that takes, however it ends. Without parts there is one step of none. */
    public void run(Consumer<Step> listener) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        try {
            if (entries.isEmpty()) {
                listener.accept(new Step(0, 0, Optional.empty()));
            }
            for (int i = 0; i < entries.size() && mayGoOn(); i++) {
                listener.accept(new Step(i + 1, entries.size(), judge(entries.get(i))));
            }
        } finally {
            free();
        }
    }

    /** Lets it come to its end before the next part. */
    public void end() {
        ended = true;
        if (begun.compareAndSet(false, true)) {
            free();
        }
    }

    private void free() {
        candidate.close();
        left.run();
    }

    /** Waits for the line. */
    private boolean mayGoOn() {
        try {
            while (!ended && !idle.getAsBoolean()) {
                Thread.sleep(PAUSE_MILLIS);
            }
            return !ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Optional<Part> judge(InspectionEntry entry) {
        return entry.image().flatMap(journal::content).map(image -> new Part(entry, candidate.judge(image)));
    }
}

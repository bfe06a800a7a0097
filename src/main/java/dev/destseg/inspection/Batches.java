package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.image.Seen;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has images that wait for the same networks judged in one run. Whoever gets the turn to run them takes those along that wait
 * already, so that nobody ever waits for a batch to be full; when their own turns come, theirs is done. All else, from decoding
 * to regions, each does for itself. Safe between threads.
 */
final class Batches {
    private static final String KEY = "destseg.inspection.batch";
    private static final int LARGEST = 32;
    private static final int USUAL = 8;

    private final WholeInspector inspector;
    private final int most;
    private final boolean wanted;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();

    private Batches(WholeInspector inspector, int most, boolean wanted) {
        this.inspector = inspector;
        this.most = most;
        this.wanted = wanted;
    }

    /**
     * The most images in one run.
     *
     * @param wanted by the configuration
     * @throws InputException when that is none that can be
     */
    static int most(OptionalInt wanted, InferenceRuntime runtime) {
        int most = wanted.orElse(runtime.gainsFromBatches() ? USUAL : 1);
        if (most < 1 || most > LARGEST) {
            throw new InputException(KEY + " is " + most + "; give 1 to " + LARGEST);
        }
        return most;
    }

    /**
     * Empty where each image is judged alone: recipes of zones, and those that take an image in pieces, have batches of their own.
     *
     * @param inspector stays the caller's
     * @param most as {@link #most}
     * @param wanted whether also by engines that do not gain from them
     */
    static Optional<Batches> of(Inspector inspector, int most, boolean wanted) {
        boolean plain = inspector.preprocessing().view().isPlain();
        return most > 1 && plain && inspector instanceof WholeInspector whole
                ? Optional.of(new Batches(whole, most, wanted))
                : Optional.empty();
    }

    /** Whether the engine that runs the networks now gains from batches, or somebody wants them in any case. */
    boolean areWanted() {
        return wanted || inspector.engine().gainsFromBatches();
    }

    /** Images that wait for a run. */
    int waiting() {
        return waiting.size();
    }

    /** As {@link ActiveRecipe#inspect}. */
    Inspection inspect(Image image, Seen prepared, Deadline deadline, Cores.Demand demand) {
        return inspector.inspect(image, prepared, Duration.ZERO, () -> maps(prepared, deadline, demand));
    }

    private WholeInspector.Run maps(Seen prepared, Deadline deadline, Cores.Demand demand) {
        Waiting own = new Waiting(prepared, deadline);
        waiting.add(own);
        return demand.run(false, all -> {
                    while (own.outcome.isEmpty()) {
                        List<Waiting> next = next();
                        // Whoever took it along before and had no memory left for the rest has lost it.
                        boolean lost = next.isEmpty() && own.outcome.isEmpty();
                        run(lost ? List.of(own) : next);
                    }
                    return own.outcome.get();
                })
                .get();
    }

    private List<Waiting> next() {
        List<Waiting> next = new ArrayList<>();
        for (Waiting each = waiting.peek(); each != null && next.size() < most; each = waiting.peek()) {
            waiting.remove();
            if (each.isInTime()) {
                next.add(each);
            }
        }
        return next;
    }

    /** What fails together is tried one by one, so that it fails for those alone whose fault it is. */
    private void run(List<Waiting> batch) {
        if (batch.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        try {
            List<RecipeEngine.Judged> maps = inspector
                    .engine()
                    .judged(batch.stream().map(each -> each.prepared).toList());
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            for (int i = 0; i < batch.size(); i++) {
                WholeInspector.Run run = new WholeInspector.Run(maps.get(i), took);
                batch.get(i).outcome = Optional.of(() -> run);
            }
        } catch (RuntimeException e) {
            singly(batch, each -> each.fail(e));
        } catch (Error e) { // Such as a lack of memory: whatever it is, those who wait must go on.
            singly(batch, each -> each.fail(e));
        }
    }

    private void singly(List<Waiting> failed, Consumer<Waiting> why) {
        if (failed.size() == 1) {
            why.accept(failed.get(0));
        } else {
            failed.forEach(each -> run(List.of(each)));
        }
    }

    /** Whose outcome is guarded by the turn to run networks, which everybody takes who waits for one. */
    private static final class Waiting {
        private final Seen prepared;
        private final Deadline deadline;
        private Optional<Supplier<WholeInspector.Run>> outcome = Optional.empty();

        private Waiting(Seen prepared, Deadline deadline) {
            this.prepared = prepared;
            this.deadline = deadline;
        }

        private boolean isInTime() {
            if (deadline.isPassed()) {
                fail(new InputException(deadline.reason()));
            }
            return outcome.isEmpty();
        }

        private void fail(RuntimeException failure) {
            outcome = Optional.of(() -> {
                throw failure;
            });
        }

        private void fail(Error failure) {
            outcome = Optional.of(() -> {
                throw failure;
            });
        }
    }
}

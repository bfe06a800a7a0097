package dev.destseg.inspection;

import dev.destseg.image.ImageReader;
import dev.destseg.inspection.InspectionRefusedException.Cause;
import dev.destseg.inspection.checks.FrameMemory;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Judges images that arrive at any time and from many sides: a bounded queue, and behind it two threads, one of which
 * decodes while the networks of the other use all cores. A few more keep what was judged, which waits for the disk; while
 * all of them wait, the threads that judge keep what they judged themselves, so that a slow disk fills the queue and
 * nothing else. Parts of a station are kept and told of in the order in which they were accepted. Threads begin with the first
 * inspection. Safe between threads.
 */
public final class InspectionService implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final int RECORDS = 4;

    private final ActiveRecipes recipes;
    private final InspectionSettings settings;
    private final Consumer<CompletedInspection> listener;
    private final Clock clock;
    private final ThreadPoolExecutor workers;
    private final ThreadPoolExecutor records;
    private final ThreadPoolExecutor early;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Workplace workplace;
    private final AcceptanceOrder order = new AcceptanceOrder();
    private final Set<PendingInspection> running = ConcurrentHashMap.newKeySet();
    private final Pace pace = new Pace();
    private volatile boolean stopping;

    /**
     * @param recipes stay the caller's
     * @param recorder keeps every inspection that ends with a verdict, before anybody hears of it
     * @param listener hears of every inspection that ends with a verdict, before whoever asked for it; what it throws, they
     *     get instead
     */
    public InspectionService(
            ActiveRecipes recipes,
            InspectionSettings settings,
            InspectionRecorder recorder,
            Consumer<CompletedInspection> listener,
            Clock clock) {
        this.recipes = recipes;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.queue()),
                work -> new Thread(work, "inspection"));
        this.records = new ThreadPoolExecutor(
                0,
                RECORDS,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                work -> new Thread(work, "inspection-records"),
                (record, busy) -> record.run());
        this.early = new ThreadPoolExecutor(
                0,
                WORKERS,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                work -> new Thread(work, "inspection-images"));
        this.workplace = new Workplace(
                new ImageReader(settings.maxPixels()), new FrameMemory(), records, early, recorder, this::ended);
        this.deadlines = new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "inspection-deadlines"));
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /**
     * Accepts an inspection. It ends with a verdict, CANNOT_JUDGE when the deadline passes. Cancelling the future gives it
     * up; what has not begun then never will.
     *
     * @throws InspectionRefusedException when it is not accepted
     */
    public CompletableFuture<CompletedInspection> submit(InspectionRequest request) {
        if (order.waiting() >= settings.queue()) {
            throw refusal();
        }
        ActiveRecipe recipe = hold(request);
        PendingInspection pending = pending(request, recipe);
        try {
            workers.execute(() -> run(pending));
        } catch (RejectedExecutionException full) {
            pending.result().cancel(false);
            recipe.release();
            throw refusal();
        }
        pending.rememberFrame();
        pending.expireWith(deadlines);
        return pending.result();
    }

    /**
     * Keeps an inspection whose image cannot even be read: CANNOT_JUDGE.
     *
     * @throws InspectionRefusedException when it is not accepted
     */
    public CompletableFuture<CompletedInspection> cannotJudge(InspectionRequest request, String reason) {
        ActiveRecipe recipe = hold(request);
        try {
            PendingInspection pending = pending(request, recipe);
            pending.cannotJudge(reason);
            return pending.result();
        } finally {
            recipe.release();
        }
    }

    private PendingInspection pending(InspectionRequest request, ActiveRecipe recipe) {
        return new PendingInspection(
                request,
                recipe,
                Deadline.of(request.station(), settings),
                clock.instant(),
                order.enter(request.station()),
                workplace);
    }

    /**
     * Keeps that a part cannot be judged, also where no recipe is active for it.
     *
     * @throws InspectionRefusedException when the appliance is stopping
     */
    public CompletableFuture<CompletedInspection> answerWithoutJudging(InspectionRequest request, String reason) {
        try {
            return cannotJudge(request, reason);
        } catch (InspectionRefusedException refused) {
            if (refused.why() == Cause.STOPPING) {
                throw refused;
            }
            CompletableFuture<CompletedInspection> result = new CompletableFuture<>();
            workplace.end(
                    CompletedInspection.withoutRecipe(clock.instant(), request, reason),
                    order.enter(request.station()),
                    result);
            return result;
        }
    }

    private void run(PendingInspection pending) {
        running.add(pending);
        try {
            pending.run();
        } finally {
            // Until it is kept, or given up, somebody waits for it.
            pending.result().whenComplete((kept, failure) -> running.remove(pending));
        }
    }

    /** How long the inspection that has been worked on longest has been; zero when there is none. */
    public Duration longestRunning() {
        return running.stream()
                .map(PendingInspection::running)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Whether no inspection waits or is worked on. */
    public boolean isIdle() {
        return running.isEmpty() && workers.getQueue().isEmpty();
    }

    /** Inspections that wait. */
    public int waiting() {
        return workers.getQueue().size();
    }

    /** Most that may wait. */
    public int capacity() {
        return settings.queue();
    }

    private ActiveRecipe hold(InspectionRequest request) {
        if (stopping) {
            throw refusal();
        }
        String product = request.product().orElseGet(this::onlyProduct);
        ActiveRecipe recipe = recipes.hold(product)
                .orElseThrow(() -> new InspectionRefusedException(
                        Cause.PRODUCT_UNKNOWN,
                        "No recipe is active for the product '" + product + "'; name one of " + products()));
        if (request.recipe().isPresent() && !request.recipe().get().equals(recipe.digest())) {
            recipe.release();
            throw new InspectionRefusedException(
                    Cause.OTHER_RECIPE,
                    "The product '" + product + "' is judged by the recipe " + recipe.digest() + ", not by "
                            + request.recipe().get() + "; activate that one, or expect the active one");
        }
        return recipe;
    }

    private String onlyProduct() {
        Collection<ActiveRecipe> all = recipes.all();
        if (all.isEmpty()) {
            throw new InspectionRefusedException(
                    Cause.NO_RECIPE, "No recipe is active, so that nothing can be judged; activate one");
        }
        if (all.size() > 1) {
            throw new InspectionRefusedException(
                    Cause.PRODUCT_NOT_NAMED, "There are several products; name one of " + products());
        }
        return all.iterator().next().product();
    }

    private Collection<String> products() {
        return recipes.all().stream().map(ActiveRecipe::product).toList();
    }

    private InspectionRefusedException refusal() {
        if (stopping) {
            return new InspectionRefusedException(
                    Cause.STOPPING, "The appliance is stopping; try again when it is back");
        }
        return new InspectionRefusedException(
                Cause.QUEUE_FULL,
                "All " + settings.queue() + " places of the queue are taken; send the image again later",
                Optional.of(pace.timeFor(settings.queue())));
    }

    private CompletedInspection ended(InspectionRecorder.Draft draft) {
        CompletedInspection kept = draft.keep();
        pace.add(kept);
        listener.accept(kept);
        return kept;
    }

    /** Accepts nothing more; what was accepted goes on. */
    public void refuse() {
        stopping = true;
    }

    /** Accepts nothing more and ends what was accepted, each by its deadline at the latest. */
    @Override
    public void close() {
        refuse();
        end(workers);
        deadlines.shutdownNow();
        end(records);
        end(early);
    }

    private void end(ThreadPoolExecutor threads) {
        threads.shutdown();
        try {
            Duration patience = Deadline.longest(settings).plusSeconds(1);
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

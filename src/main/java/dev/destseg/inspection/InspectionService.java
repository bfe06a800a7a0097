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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Judges images that arrive at any time and from many sides: a bounded queue, and behind it a few threads. Parts of a station
 * are kept and told of in the order in which they were accepted. Safe between threads.
 */
public final class InspectionService implements AutoCloseable {
    private final ActiveRecipes recipes;
    private final InspectionSettings settings;
    private final Consumer<CompletedInspection> listener;
    private final Clock clock;
    private final InspectionThreads threads;
    private final Workplace workplace;
    private final AcceptanceOrder order = new AcceptanceOrder();
    private final Set<PendingInspection> running = ConcurrentHashMap.newKeySet();
    private final Pace pace = new Pace();
    private volatile boolean stopping;

    /**
     * @param recipes stay the caller's
     * @param recorder keeps every inspection that ends with a verdict, before anybody hears of it
     * @param listener hears of every inspection that ends with a verdict, after whoever asked for it: the line waits for
     *     nobody who only watches. What it throws is logged
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
        this.threads = InspectionThreads.of(settings.queue(), recipes.mostAtOnce());
        this.workplace = new Workplace(
                new ImageReader(settings.maxPixels()),
                new FrameMemory(),
                threads.records(),
                threads.lateRecords(),
                threads.early(),
                recorder,
                this::tell);
    }

    /**
     * Accepts an inspection. It ends with a verdict, CANNOT_JUDGE when the deadline passes. Cancelling the future gives it
     * up; what has not begun then never will.
     *
     * @throws InspectionRefusedException when it is not accepted
     */
    public CompletableFuture<CompletedInspection> submit(InspectionRequest request) {
        return submit(request, deadline(request.station(), System.nanoTime()));
    }

    /** When a part must have its verdict that somebody waits for since then, by {@link System#nanoTime}. */
    public Deadline deadline(Optional<String> station, long since) {
        return Deadline.of(station, settings, since);
    }

    /**
     * The same, by a deadline that has begun before.
     *
     * @throws InspectionRefusedException when it is not accepted
     */
    public CompletableFuture<CompletedInspection> submit(InspectionRequest request, Deadline deadline) {
        return submit(request, deadline, workplace);
    }

    /**
     * Judges an image for nobody, on the way and on the threads of those that somebody waits for. Nobody hears of it, and it
     * counts for nothing but the time that it takes.
     *
     * @param recorder in place of the one that keeps inspections
     * @throws InspectionRefusedException when it is not accepted
     */
    public CompletableFuture<CompletedInspection> warmUp(
            InspectionRequest request, Deadline deadline, InspectionRecorder recorder) {
        return submit(request, deadline, workplace.warmingUp(recorder));
    }

    private CompletableFuture<CompletedInspection> submit(InspectionRequest request, Deadline deadline, Workplace at) {
        if (order.waiting() + threads.lateRecords().getQueue().size() >= settings.queue()) {
            throw refusal();
        }
        ActiveRecipe recipe = hold(request);
        PendingInspection pending = pending(request, recipe, deadline, order.enter(request.station()), at);
        try {
            threads.judging().execute(() -> run(pending));
        } catch (RejectedExecutionException full) {
            pending.result().cancel(false);
            recipe.release();
            throw refusal();
        }
        pending.rememberFrame();
        pending.expireWith(threads.deadlines());
        return pending.result();
    }

    /**
     * Keeps an inspection whose image cannot even be read: CANNOT_JUDGE.
     *
     * @throws InspectionRefusedException when it is not accepted
     */
    public CompletableFuture<CompletedInspection> cannotJudge(InspectionRequest request, String reason) {
        return cannotJudge(request, reason, deadline(request.station(), System.nanoTime()));
    }

    private CompletableFuture<CompletedInspection> cannotJudge(
            InspectionRequest request, String reason, Deadline deadline) {
        ActiveRecipe recipe = hold(request);
        try {
            AcceptanceOrder.Turn turn = order.enterWithoutImage(request.station());
            PendingInspection pending = pending(request, recipe, deadline, turn, workplace);
            pending.cannotJudge(reason);
            return pending.result();
        } finally {
            recipe.release();
        }
    }

    private PendingInspection pending(
            InspectionRequest request,
            ActiveRecipe recipe,
            Deadline deadline,
            AcceptanceOrder.Turn turn,
            Workplace at) {
        return new PendingInspection(request, recipe, deadline, clock.instant(), turn, at);
    }

    /**
     * Keeps that a part cannot be judged, also where no recipe is active for it.
     *
     * @param deadline of the part, which may be why
     * @throws InspectionRefusedException when the appliance is stopping
     */
    public CompletableFuture<CompletedInspection> answerWithoutJudging(
            InspectionRequest request, String reason, Deadline deadline) {
        try {
            return cannotJudge(request, reason, deadline);
        } catch (InspectionRefusedException refused) {
            if (refused.why() == Cause.STOPPING) {
                throw refused;
            }
            CompletableFuture<CompletedInspection> result = new CompletableFuture<>();
            workplace.end(
                    CompletedInspection.withoutRecipe(clock.instant(), request, reason),
                    order.enterWithoutImage(request.station()),
                    result,
                    threads.records());
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
        return running.isEmpty() && threads.judging().getQueue().isEmpty();
    }

    /** Inspections that wait. */
    public int waiting() {
        return threads.judging().getQueue().size();
    }

    /** Most that may wait. */
    public int capacity() {
        return settings.queue();
    }

    /** Most pixels of an image that is decoded; what has more is CANNOT_JUDGE at once. */
    public long mostPixels() {
        return settings.maxPixels();
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

    private void tell(CompletedInspection inspection) {
        pace.add(inspection);
        listener.accept(inspection);
    }

    /** Accepts nothing more; what was accepted goes on. */
    public void refuse() {
        stopping = true;
    }

    /** Accepts nothing more and ends what was accepted, each by its deadline at the latest. */
    @Override
    public void close() {
        refuse();
        threads.end(Deadline.longest(settings).plusSeconds(1));
    }
}

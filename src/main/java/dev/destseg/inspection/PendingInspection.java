package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.image.ImageStatistics;
import dev.destseg.image.Seen;
import dev.destseg.inspection.InspectionRecorder.Hold;
import dev.destseg.inspection.checks.ImageCheck;
import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * An accepted inspection: judged by a worker or ended by its deadline, whichever comes first. It holds its recipe from
 * before it is made until the worker is done with it, also when nobody waits for the verdict any more.
 */
final class PendingInspection implements Runnable {
    private static final Logger LOG = Logger.getLogger(PendingInspection.class);

    private final UUID id = UUID.randomUUID();
    private final InspectionRequest request;
    private final ActiveRecipe recipe;
    private final Deadline deadline;
    private final Instant received;
    private final AcceptanceOrder.Turn turn;
    private final Workplace workplace;
    private final CompletableFuture<CompletedInspection> result = new CompletableFuture<>();
    private final CompletableFuture<Boolean> repeated = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Map<Stage, Duration> stages = new ConcurrentSkipListMap<>();
    private volatile Optional<ImageStatistics> traits = Optional.empty();
    private volatile long begun = System.nanoTime();
    private long mark = System.nanoTime();

    /** @param turn in which this ends */
    PendingInspection(
            InspectionRequest request,
            ActiveRecipe recipe,
            Deadline deadline,
            Instant received,
            AcceptanceOrder.Turn turn,
            Workplace workplace) {
        this.request = request;
        this.recipe = recipe;
        this.deadline = deadline;
        this.received = received;
        this.turn = turn;
        this.workplace = workplace;
        result.whenComplete((kept, failure) -> leave());
    }

    /** Was given up before it came to an end, so that nobody waits for it. */
    private void leave() {
        if (ended.compareAndSet(false, true)) {
            turn.leave();
        }
    }

    CompletableFuture<CompletedInspection> result() {
        return result;
    }

    /**
     * Looks whether the station has sent the same frame before, in the order in which inspections are accepted: which of
     * them is worked on first says nothing of which came first. Called once; the worker waits for it.
     */
    void rememberFrame() {
        boolean again = false;
        try {
            again = recipe.checks().wants(ImageCheck.REPETITION)
                    && request.station().isPresent()
                    && workplace.frames().repeats(request.station().get(), request.image(), request.part());
        } finally {
            repeated.complete(again);
        }
    }

    void expireWith(ScheduledExecutorService timer) {
        long left = deadline.at() - System.nanoTime();
        Future<?> alarm = timer.schedule(this::expire, left, TimeUnit.NANOSECONDS);
        result.whenComplete((done, failure) -> alarm.cancel(false));
    }

    private void expire() {
        end(recipe.cannotJudge(deadline.reason()), Optional.empty(), workplace.lateRecords());
    }

    /** Ends this without a look at the image. */
    void cannotJudge(String reason) {
        end(recipe.cannotJudge(reason), Optional.empty());
    }

    /** How long this has been worked on. */
    Duration running() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void run() {
        begun = System.nanoTime();
        try {
            if (!ended.get()) {
                judge();
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("Inspection " + id + " failed", e);
            end(recipe.cannotJudge("Internal error: " + e), Optional.empty());
        } finally {
            recipe.release();
        }
    }

    private void judge() {
        try (Cores.Demand demand = recipe.demand()) {
            judge(demand);
        }
    }

    private void judge(Cores.Demand demand) {
        lap(Stage.WAITING);
        CompletableFuture<Hold> held = workplace.anticipate(request);
        result.whenComplete((kept, failure) -> held.thenAccept(Hold::close));
        Image image;
        try {
            image = workplace.reader().read(request.image(), "of this inspection");
        } catch (InputException undecodable) {
            lap(Stage.DECODING);
            end(recipe.cannotJudge(undecodable.getMessage()), Optional.empty());
            return;
        }
        lap(Stage.DECODING);
        Seen prepared;
        try {
            prepared = recipe.preprocessing().apply(image);
        } catch (InputException unregistered) {
            lap(Stage.PREPROCESSING);
            end(recipe.cannotJudge(unregistered.getMessage()), Optional.of(image));
            return;
        }
        lap(Stage.PREPROCESSING);
        ImageStatistics looks = ImageStatistics.of(prepared.image());
        traits = Optional.of(looks);
        Optional<String> problem = problem(image, prepared.image(), looks);
        lap(Stage.CHECKING);
        if (problem.isPresent()) {
            end(recipe.cannotJudge(problem.get()), Optional.of(image));
            return;
        }
        Inspection inspection = recipe.inspect(image, prepared, deadline, demand);
        Timings timings = inspection.timings();
        lap(Stage.TURN);
        stages.computeIfPresent(Stage.TURN, (stage, all) -> all.minus(timings.total()));
        stages.merge(Stage.PREPROCESSING, timings.preprocessing(), Duration::plus);
        stages.put(Stage.NETWORK, timings.network());
        stages.put(Stage.POSTPROCESSING, timings.postprocessing());
        end(inspection, Optional.of(image));
    }

    private Optional<String> problem(Image image, Image prepared, ImageStatistics looks) {
        return recipe.checks()
                .problem(image.width(), image.height(), prepared, looks)
                .or(this::repetition);
    }

    private Optional<String> repetition() {
        return repeated.join()
                ? Optional.of("The station " + request.station().orElseThrow()
                        + " has sent the same frame for another part; check that its camera takes new images")
                : Optional.empty();
    }

    private void lap(Stage stage) {
        long now = System.nanoTime();
        stages.put(stage, Duration.ofNanos(now - mark));
        mark = now;
    }

    /** What was judged too late counts as not judged, also where the alarm was late itself. */
    private void end(Inspection inspection, Optional<Image> image) {
        boolean isInTime = inspection.verdict() == Verdict.CANNOT_JUDGE || !deadline.isPassed();
        end(isInTime ? inspection : recipe.cannotJudge(deadline.reason()), image, workplace.records());
    }

    /** The first end counts; a part that was given up has none. */
    private void end(Inspection inspection, Optional<Image> image, Executor keeping) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        CompletedInspection completed = new CompletedInspection(
                id,
                received,
                recipe.product(),
                request,
                Optional.of(recipe.stored().recipe().description()),
                Optional.of(recipe.preprocessing()),
                image,
                traits,
                inspection,
                new ConcurrentSkipListMap<>(stages),
                inspection.verdict() == Verdict.CANNOT_JUDGE && deadline.isPassed());
        workplace.end(completed, turn, result, keeping);
    }
}

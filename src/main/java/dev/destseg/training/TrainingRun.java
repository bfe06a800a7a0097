package dev.destseg.training;

import dev.destseg.inference.TrainingRuntime;
import dev.destseg.network.Parameters;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Learns a product: both phases, with a checkpoint every minute, after each phase, and before anything is given up. A run
 * that is killed goes on from its last checkpoint to the same result. Used by one thread.
 */
public final class TrainingRun {
    /** The checkpoint within the directory of a run. */
    public static final String CHECKPOINT = "checkpoint.safetensors";

    /** A plan is corrected when it is off by more than this share. */
    private static final double REPLAN_SHARE = 0.02;
    /** How often a plan is looked at, as a share of the budget. */
    private static final double REPLAN_INTERVAL = 0.04;

    private final TrainingPlan plan;
    private final TrainingRuntime runtime;
    private final Path directory;
    private final TrainingListener listener;
    private final StepGraphs graphs;
    private final SortedMap<String, String> identity;
    private final Map<Phase, StepPlan> planned = new EnumMap<>(Phase.class);
    private final Map<Phase, Double> losses = new EnumMap<>(Phase.class);
    private final Optional<MapPreviews> previews;
    private Stopwatch stopwatch = Stopwatch.startedWith(0);

    /** @param directory of the run, for checkpoints; made if absent */
    public TrainingRun(TrainingPlan plan, TrainingRuntime runtime, Path directory, TrainingListener listener) {
        this(plan, runtime, directory, listener, Optional.empty());
    }

    /**
     * @param directory of the run, for checkpoints; made if absent
     * @param previews shown while it learns
     */
    TrainingRun(
            TrainingPlan plan,
            TrainingRuntime runtime,
            Path directory,
            TrainingListener listener,
            Optional<MapPreviews> previews) {
        this.previews = previews;
        this.plan = plan;
        this.runtime = runtime;
        this.directory = directory;
        this.listener = listener;
        this.graphs = new StepGraphs(plan.model(), plan.settings());
        this.identity = new TreeMap<>(plan.settings().described());
        identity.put("data", plan.learnedFrom());
        identity.put(
                "teacher",
                Sha256.of(OnnxWriter.write(plan.model().teacher().graph())).toString());
    }

    /** Whether a run was interrupted in a directory. */
    public static boolean isInterrupted(Path directory) {
        return Files.exists(directory.resolve(CHECKPOINT));
    }

    /**
     * The batch of the run that was interrupted in a directory: another one would be another run, however much memory is
     * free now.
     *
     * @throws InputException when the checkpoint is damaged
     */
    static int interruptedBatch(Path directory) {
        Path file = directory.resolve(CHECKPOINT);
        String batch = Checkpoint.notes(file).getOrDefault(TrainingSettings.BATCH, "");
        if (!batch.matches("[1-9]\\d{0,5}")) {
            throw new InputException(file + " is not a checkpoint; begin the run anew");
        }
        return Integer.parseInt(batch);
    }

    /** What a finished run gives: the parameters, the steps taken and the last losses, averaged, of each phase. */
    public record Result(
            Parameters parameters, Map<Phase, StepPlan> steps, Map<Phase, Double> losses, double seconds) {}

    /**
     * Begins, or goes on from the checkpoint in the directory when there is one.
     *
     * @throws InputException when the checkpoint is of another run
     * @throws DivergedException when a loss is no longer finite; the last good checkpoint stays
     */
    public Result run() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the directory " + directory, e);
        }
        try (Standstill standstill = Standstill.watched()) {
            return run(beginning(), standstill);
        }
    }

    private Result run(RunState state, Standstill standstill) {
        planned.putAll(state.planned());
        stopwatch = Stopwatch.startedWith(state.seconds(), standstill);
        Parameters learned = plan.first();
        for (Phase phase : Phase.values()) {
            if (phase == Phase.SEGMENTATION && !plan.settings().profile().segmentation()) {
                continue;
            }
            boolean done = phase.compareTo(state.phase()) < 0;
            boolean underWay = phase == state.phase() && state.step() > 0;
            if (done || underWay) {
                learned = learned.with(StepGraph.learned(state.tensors()));
            }
            if (!done) {
                learned = learned.with(learn(phase, learned, underWay ? state : null));
            }
        }
        return new Result(learned, Map.copyOf(planned), Map.copyOf(losses), stopwatch.seconds());
    }

    private RunState beginning() {
        Path file = directory.resolve(CHECKPOINT);
        if (Files.exists(file)) {
            RunState state = RunState.of(Checkpoint.read(file), identity);
            listener.said("Going on after step " + state.step() + " of the "
                    + state.phase().label() + " phase");
            return state;
        }
        return new RunState(Phase.DENOISING, 0, Map.of(), 0, Map.of());
    }

    private Map<String, FloatTensor> learn(Phase phase, Parameters learned, @Nullable RunState interrupted) {
        StepGraph graph = graphs.build(phase, learned);
        byte[] onnx = OnnxWriter.write(graph.graph());
        Map<String, FloatTensor> first = graph.initialState(learned);
        TrainingSamples samples = plan.samples(phase);
        planned.computeIfAbsent(phase, open -> plannedSteps(phase, samples, graph, onnx, first));
        int from = 0;
        if (interrupted != null) {
            from = interrupted.step();
            first.replaceAll((name, tensor) -> interrupted.tensors().getOrDefault(name, tensor));
        }
        listener.began(phase, planned.get(phase).steps());
        try (PhaseRunner runner = new PhaseRunner(plan, graphs, runtime, phase, samples, graph, onnx, first, from)) {
            return StepGraph.learned(iterate(runner, phase, learned, from));
        }
    }

    private Map<String, FloatTensor> iterate(PhaseRunner runner, Phase phase, Parameters learned, int from) {
        double nextCheckpoint = stopwatch.seconds() + plan.betweenCheckpoints().toMillis() / 1000.0;
        Pace pace = new Pace(from, stopwatch.seconds());
        double average = 0;
        for (int step = from; step < planned.get(phase).steps(); step++) {
            StepPlan steps = planned.get(phase);
            double loss = runner.step(step, steps);
            if (!Double.isFinite(loss)) {
                throw new DivergedException(phase, step + 1, directory.resolve(CHECKPOINT));
            }
            average = step == from ? loss : 0.95 * average + 0.05 * loss;
            losses.put(phase, average);
            listener.spent(stopwatch.seconds());
            listener.stepped(phase, step + 1, steps.steps(), loss);
            pace = replan(phase, step + 1, pace);
            preview(phase, learned, runner);
            if (stopwatch.seconds() >= nextCheckpoint
                    && step + 1 < planned.get(phase).steps()) {
                save(phase, step + 1, learned, runner.state());
                nextCheckpoint = stopwatch.seconds() + plan.betweenCheckpoints().toMillis() / 1000.0;
            }
        }
        Map<String, FloatTensor> state = runner.state();
        save(phase, planned.get(phase).steps(), learned, state);
        return state;
    }

    private void preview(Phase phase, Parameters learned, PhaseRunner runner) {
        previews.filter(shown -> shown.isDue(stopwatch.seconds(), learned))
                .ifPresent(shown ->
                        shown.show(phase, learned.with(StepGraph.learned(runner.state())), stopwatch.seconds()));
    }

    /** Where the steps began that the present speed is measured over. */
    private record Pace(int step, double seconds) {}

    /** Now and then corrects the number of steps, when they are slower or faster than the budget was planned with. */
    private Pace replan(Phase phase, int done, Pace pace) {
        if (plan.budget().isEmpty()) {
            return pace;
        }
        double budget = plan.budget().get().toMillis() / 1000.0;
        double now = stopwatch.seconds();
        if (now - pace.seconds() < budget * REPLAN_INTERVAL && now < plannedEnd(phase)) {
            return pace;
        }
        double each = (now - pace.seconds()) / (done - pace.step());
        int before = planned.get(phase).steps();
        int after = done + (int) Math.max(0, (plannedEnd(phase) - now) / each);
        if (done < before && Math.abs(after - before) > REPLAN_SHARE * before) {
            planned.put(phase, planned.get(phase).corrected(done, after));
        }
        return new Pace(done, now);
    }

    private void save(Phase phase, int step, Parameters learned, Map<String, FloatTensor> state) {
        Map<String, FloatTensor> tensors = new HashMap<>(learned.tensors());
        tensors.putAll(state);
        Checkpoint checkpoint = new RunState(phase, step, planned, stopwatch.seconds(), tensors).checkpoint(identity);
        if (!checkpoint.isFinite()) {
            throw new DivergedException(phase, step, directory.resolve(CHECKPOINT));
        }
        checkpoint.write(directory.resolve(CHECKPOINT));
    }

    /** The steps of the settings, or as many as the phase's share of the budget allows, found by timing a few. */
    private StepPlan plannedSteps(
            Phase phase, TrainingSamples samples, StepGraph graph, byte[] onnx, Map<String, FloatTensor> first) {
        StepPlan wanted = plan.settings().phase(phase).steps();
        if (plan.budget().isEmpty()) {
            return wanted;
        }
        double each;
        try (PhaseRunner trial = new PhaseRunner(plan, graphs, runtime, phase, samples, graph, onnx, first, 0)) {
            each = trial.secondsPerStep();
        }
        return StepPlan.of(Math.max(1, (int) ((plannedEnd(phase) - stopwatch.seconds()) / each)));
    }

    /** When a phase is to end, in seconds of the run; without a budget never. */
    private double plannedEnd(Phase phase) {
        if (plan.budget().isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        double budget = plan.budget().get().toMillis() / 1000.0;
        boolean last = phase == Phase.SEGMENTATION || !plan.settings().profile().segmentation();
        return last ? budget : budget * plan.settings().denoisingShare();
    }

    /** Inputs that do not depend on the batch: rates and the optimiser's numbers. */
    static Map<String, Tensor> scalars(PhaseSettings settings, int step, StepPlan steps) {
        double factor = settings.schedule().factor(steps.progress(step));
        Map<String, Tensor> scalars = new HashMap<>();
        settings.rates().forEach((name, rate) -> scalars.put(name, FloatTensor.scalar((float) (rate * factor))));
        settings.optimizer().time(step + 1).forEach((name, value) -> scalars.put(name, FloatTensor.scalar(value)));
        return scalars;
    }
}

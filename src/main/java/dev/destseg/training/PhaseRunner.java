package dev.destseg.training;

import dev.destseg.inference.StepEngine;
import dev.destseg.inference.TrainingRuntime;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import java.util.Map;

/** The steps of one phase: batches in, losses out. Closing it frees the native memory and ends the synthesis. */
final class PhaseRunner implements AutoCloseable {
    private static final int TIMED_STEPS = 4;
    private static final double ALLOWANCE = 1.1;

    private final TrainingPlan plan;
    private final StepGraphs graphs;
    private final Phase phase;
    private final StepEngine engine;
    private final BatchSource batches;

    /**
     * @param samples that the phase learns from
     * @param first the state before step {@code from}
     * @param from number of the first step
     */
    PhaseRunner(
            TrainingPlan plan,
            StepGraphs graphs,
            TrainingRuntime runtime,
            Phase phase,
            TrainingSamples samples,
            StepGraph graph,
            byte[] onnx,
            Map<String, FloatTensor> first,
            int from) {
        this.plan = plan;
        this.graphs = graphs;
        this.phase = phase;
        this.engine = runtime.loadStep(onnx, first, graph.successors(), plan.threads());
        // Beside steps on the processor more threads would only take turns; a GPU waits for samples.
        int makers = runtime.leavesTheProcessor() ? plan.threads() : 1;
        this.batches = new BatchSource(samples, plan.settings(), from, makers);
    }

    /**
     * Runs the next step.
     *
     * @param step its number, from 0
     * @param steps of the whole phase
     * @return the loss before the update
     */
    double step(int step, StepPlan steps) {
        Map<String, Tensor> inputs = graphs.inputs(phase, batches.take());
        inputs.putAll(TrainingRun.scalars(plan.settings().phase(phase), step, steps));
        Map<String, Tensor> outputs = engine.step(inputs);
        return ((FloatTensor) outputs.get(StepGraph.LOSS)).data()[0];
    }

    /**
     * The time of a step: a little more than the shortest of a few, the first not counted, as it prepares memory. What else
     * the machine does for a moment must not decide the number of steps; a phase that then takes too long is ended by its
     * budget. The steps are lost: time with a runner of its own.
     */
    double secondsPerStep() {
        double shortest = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= TIMED_STEPS; i++) {
            Stopwatch stopwatch = Stopwatch.startedWith(0);
            step(i, StepPlan.of(TIMED_STEPS + 1));
            shortest = i == 0 ? shortest : Math.min(shortest, stopwatch.seconds());
        }
        return shortest * ALLOWANCE;
    }

    Map<String, FloatTensor> state() {
        return engine.state();
    }

    @Override
    public void close() {
        batches.close();
        engine.close();
    }
}

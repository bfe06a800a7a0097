package dev.destseg.training;

import dev.destseg.inference.StepEngine;
import dev.destseg.inference.TrainingRuntime;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import java.util.Map;

/** The steps of one phase: batches in, losses out. Closing it frees the native memory and ends the synthesis. */
final class PhaseRunner implements AutoCloseable {
    private static final int TIMED_STEPS = 3;

    private final TrainingPlan plan;
    private final StepGraphs graphs;
    private final Phase phase;
    private final StepEngine engine;
    private final BatchSource batches;

    /**
     * @param first the state before step {@code from}
     * @param from number of the first step
     */
    PhaseRunner(
            TrainingPlan plan,
            StepGraphs graphs,
            TrainingRuntime runtime,
            Phase phase,
            StepGraph graph,
            byte[] onnx,
            Map<String, FloatTensor> first,
            int from) {
        this.plan = plan;
        this.graphs = graphs;
        this.phase = phase;
        this.engine = runtime.loadStep(onnx, first, graph.successors(), plan.threads());
        this.batches = new BatchSource(plan.images(), plan.settings(), plan.textures(), phase, from);
    }

    /**
     * Runs the next step.
     *
     * @param step its number, from 0
     * @param steps of the whole phase
     * @return the loss before the update
     */
    double step(int step, int steps) {
        Map<String, Tensor> inputs = graphs.inputs(phase, batches.take());
        inputs.putAll(TrainingRun.scalars(plan.settings().phase(phase), step, steps));
        Map<String, Tensor> outputs = engine.step(inputs);
        return ((FloatTensor) outputs.get(StepGraph.LOSS)).data()[0];
    }

    /** The time of a step after the first, which also prepares memory. The steps are lost: time with a runner of its own. */
    double secondsPerStep() {
        step(0, TIMED_STEPS + 1);
        Stopwatch stopwatch = Stopwatch.startedWith(0);
        for (int i = 1; i <= TIMED_STEPS; i++) {
            step(i, TIMED_STEPS + 1);
        }
        return stopwatch.seconds() / TIMED_STEPS;
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

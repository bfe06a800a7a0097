package dev.destseg.inference.tensorrt;

import dev.destseg.inference.Engine;
import dev.destseg.inference.nvidia.CudaFailure;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/**
 * Runs a plan, one run at a time. Single images, which is what a line has, and batches each have a context of their own: what was captured
 * of the former is not to be disturbed by the shapes of the latter.
 */
final class TensorRtEngine implements Engine {
    private final LoadedPlans plans;
    private final PlanKey key;
    private final ICudaEngine plan;
    private final List<String> inputs;
    private final List<String> outputs;
    private final PlanRunner single;
    private Optional<PlanRunner> batches = Optional.empty();

    /** @param key of a plan that is loaded */
    TensorRtEngine(LoadedPlans plans, PlanKey key) {
        this.plans = plans;
        this.key = key;
        plan = plans.plan(key);
        inputs = names(TensorIOMode.kINPUT);
        outputs = names(TensorIOMode.kOUTPUT);
        single = runner(true);
    }

    private PlanRunner runner(boolean captures) {
        IExecutionContext context = plans.borrow(key);
        try {
            return new PlanRunner(plan, outputs, context, captures);
        } catch (CudaFailure noStream) {
            plans.giveBack(key, context);
            throw noStream;
        }
    }

    private List<String> names(TensorIOMode mode) {
        return IntStream.range(0, plan.getNbIOTensors())
                .mapToObj(plan::getIOTensorName)
                .filter(name -> plan.getTensorIOMode(name).intern() == mode)
                .toList();
    }

    /** Whether the first axis of all that goes in and comes out is the batch. */
    boolean takesBatches() {
        return Stream.concat(inputs.stream(), outputs.stream())
                .map(name -> PlanRunner.shape(plan.getTensorShape(name)))
                .allMatch(shape -> shape.rank() > 0 && shape.extent(0) == Shape.FREE);
    }

    @Override
    public boolean gainsFromBatches() {
        return takesBatches();
    }

    @Override
    public String runtime() {
        return key.numbers().runtime();
    }

    @Override
    public synchronized Map<String, Tensor> run(Map<String, Tensor> given) {
        if (!given.keySet().equals(Set.copyOf(inputs))) {
            throw new InputException("The graph takes the inputs " + inputs + ", not " + given.keySet());
        }
        if (given.values().stream().allMatch(TensorRtEngine::isSingle)) {
            return single.run(given);
        }
        if (batches.isEmpty()) {
            batches = Optional.of(runner(false));
        }
        return batches.get().run(given);
    }

    private static boolean isSingle(Tensor tensor) {
        return tensor.shape().rank() > 0 && tensor.shape().extent(0) == 1;
    }

    @Override
    public synchronized void close() {
        giveBack(single);
        batches.ifPresent(this::giveBack);
        batches = Optional.empty();
    }

    private void giveBack(PlanRunner runner) {
        runner.close();
        plans.giveBack(key, runner.context());
    }
}

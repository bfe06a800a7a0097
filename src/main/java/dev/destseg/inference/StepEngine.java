package dev.destseg.inference;

import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import java.util.Map;

/**
 * A graph with a memory: some of its outputs are, at the next step, some of its inputs (weights, momenta, batch
 * statistics). The state stays on the device and is not copied between steps. Not safe between threads; {@link #close}
 * frees the native memory.
 */
public interface StepEngine extends AutoCloseable {
    /**
     * Runs one step and keeps the new state.
     *
     * @param inputs one tensor for each graph input that is not state
     * @return the outputs that are not state, in the Java heap
     */
    Map<String, Tensor> step(Map<String, Tensor> inputs);

    /** A copy of the present state by input name. */
    Map<String, FloatTensor> state();

    @Override
    void close();
}

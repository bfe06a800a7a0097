package dev.destseg.inference;

import dev.destseg.tensor.FloatTensor;
import java.util.Map;

/** Loads training steps. Implementations are safe between threads. */
public interface TrainingRuntime {
    /**
     * Loads a graph with a memory.
     *
     * @param model an ONNX model; all shapes fixed
     * @param state the first state, by input name; copied
     * @param successors for each state input the output that is its next value
     * @param threads threads that one step may use, at least 1
     * @return the engine; the caller closes it
     */
    StepEngine loadStep(byte[] model, Map<String, FloatTensor> state, Map<String, String> successors, int threads);

    /** Whether steps are computed elsewhere, and leave the cores of the processor to whoever makes samples. */
    default boolean leavesTheProcessor() {
        return false;
    }
}

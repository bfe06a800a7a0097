package dev.destseg.inference;

/** Loads ONNX graphs on one kind of device. Implementations are safe between threads. */
public interface InferenceRuntime {
    /** The name people see, such as {@code onnxruntime-cpu}. */
    String name();

    /**
     * Loads a graph.
     *
     * @param model an ONNX model
     * @param threads threads that one run may use, at least 1
     * @return the engine; the caller closes it
     * @throws dev.destseg.tensor.InputException when the model is damaged or not supported here
     */
    Engine load(byte[] model, int threads);

    /** As {@link #load(byte[], int)}. */
    default Engine load(Model model, int threads) {
        return load(model.bytes(), threads);
    }

    /**
     * Loads a graph that another engine may take over later, when it is ready and was found to agree.
     *
     * @param acceptance asked before another engine takes over
     * @return the engine; the caller closes it
     * @throws dev.destseg.tensor.InputException when the model is damaged or not supported here
     */
    default Engine load(Model model, int threads, Acceptance acceptance) {
        return load(model, threads);
    }

    /** Whether its engines, or those that are to take over from them, {@linkplain Engine#gainsFromBatches gain from batches}. */
    default boolean gainsFromBatches() {
        return false;
    }

    /** Whether graphs that compute with bytes are faster here than those that compute with floats. */
    boolean gainsFromBytes();

    /** Whether it loads graphs that compute with bytes only where these are signed and symmetric about 0, and no others. */
    default boolean wantsSignedBytes() {
        return false;
    }
}

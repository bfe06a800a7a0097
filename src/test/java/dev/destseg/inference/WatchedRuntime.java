package dev.destseg.inference;

import dev.destseg.tensor.Tensor;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A runtime whose engines are {@linkplain WatchedEngine watched}.
 *
 * @param runs given the inputs of each run of each engine
 */
public record WatchedRuntime(InferenceRuntime runtime, Consumer<Map<String, Tensor>> runs) implements InferenceRuntime {
    @Override
    public String name() {
        return runtime.name();
    }

    @Override
    public Engine load(byte[] model, int threads) {
        return new WatchedEngine(runtime.load(model, threads), runs);
    }

    @Override
    public boolean gainsFromBytes() {
        return runtime.gainsFromBytes();
    }
}

package dev.destseg.inference;

import dev.destseg.tensor.Tensor;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An engine of which each run is told before it begins.
 *
 * @param engine taken over
 * @param runs given the inputs of each run
 */
public record WatchedEngine(Engine engine, Consumer<Map<String, Tensor>> runs) implements Engine {
    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        runs.accept(inputs);
        return engine.run(inputs);
    }

    @Override
    public String runtime() {
        return engine.runtime();
    }

    @Override
    public void close() {
        engine.close();
    }
}

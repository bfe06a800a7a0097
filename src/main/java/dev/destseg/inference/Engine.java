package dev.destseg.inference;

import dev.destseg.tensor.Tensor;
import java.util.Map;

/**
 * A loaded graph, ready to run. {@link #run} may be called from several threads; {@link #close} frees the native memory
 * and may be called once no run is in progress.
 */
public interface Engine extends AutoCloseable {
    /**
     * Runs the graph once.
     *
     * @param inputs one tensor for each graph input, by name
     * @return one tensor for each graph output, by name, in the Java heap
     * @throws dev.destseg.tensor.InputException when an input is missing or has the wrong shape or type
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs);

    /** The name of the runtime that runs it now. */
    String runtime();

    @Override
    void close();
}

package dev.destseg.inference;

import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
     * @throws InputException when an input is missing or has the wrong shape or type
     */
    Map<String, Tensor> run(Map<String, Tensor> inputs);

    /**
     * Runs the graph once for some of its outputs; the others are not copied into the Java heap.
     *
     * @param outputs names of outputs of the graph
     * @return one tensor for each of them
     * @throws InputException as {@link #run(Map)}, or when the graph has no such output
     */
    default Map<String, Tensor> run(Map<String, Tensor> inputs, Set<String> outputs) {
        Map<String, Tensor> results = new LinkedHashMap<>(run(inputs));
        if (!results.keySet().containsAll(outputs)) {
            throw new InputException("The graph gives the outputs " + results.keySet() + ", not " + outputs);
        }
        results.keySet().retainAll(outputs);
        return results;
    }

    /**
     * The same graph for another number of threads, whose weights lie in memory once for both: this engine, too, goes on with
     * those that are shared. It takes the time of loading the graph; runs of this engine go on meanwhile.
     *
     * @param model what this was loaded from
     * @param check given what this engine will go on with; what it throws prevents that
     * @return closed by the caller; empty where weights cannot be shared, so that the graph is to be loaded again
     * @throws InputException when the model was changed, or of the check
     */
    default Optional<Engine> sharing(Model model, int threads, Consumer<Engine> check) {
        return Optional.empty();
    }

    /** Whether several images in one run take clearly less time than one run after the other. */
    default boolean gainsFromBatches() {
        return false;
    }

    /** The name of the runtime that runs it now. */
    String runtime();

    @Override
    void close();
}

package dev.destseg.network;

import dev.destseg.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * A network as part of a training step.
 *
 * @param loss the scalar to be made smaller
 * @param terms what the loss is the sum of, by name
 * @param weights inputs of the graph that the optimiser moves
 * @param nextStatistics for each running statistic of batch normalisation, an input of the graph, its next value
 */
public record Learning(Value loss, Map<String, Value> terms, List<Value> weights, Map<String, Value> nextStatistics) {
    public Learning {
        terms = Map.copyOf(terms);
        weights = List.copyOf(weights);
        nextStatistics = Map.copyOf(nextStatistics);
    }
}

package dev.destseg.graph;

import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaves out of a graph what no output needs. */
final class GraphPruning {
    private GraphPruning() {}

    /** The graph with other nodes, and of these, their values and constants what its outputs need. */
    static Graph of(Graph graph, List<Node> nodes, List<Value> values, Map<String, Tensor> constants) {
        Set<String> needed =
                new HashSet<>(graph.outputs().stream().map(Value::name).toList());
        List<Node> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(nodes.get(i).inputs());
                kept.add(nodes.get(i));
            }
        }
        Collections.reverse(kept);
        Map<String, Tensor> used = new LinkedHashMap<>(constants);
        used.keySet().retainAll(needed);
        List<Value> made =
                values.stream().filter(value -> needed.contains(value.name())).toList();
        return new Graph(graph.name(), graph.inputs(), graph.outputs(), used, kept, made, graph.notes());
    }
}

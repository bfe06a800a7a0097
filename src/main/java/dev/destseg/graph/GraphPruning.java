package dev.destseg.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What outputs need.
 *
 * @param nodes in their order
 * @param values by name, constants and outputs among them
 */
record GraphPruning(List<Node> nodes, Set<String> values) {
    static GraphPruning of(List<Value> outputs, List<Node> nodes) {
        Set<String> needed = new HashSet<>(outputs.stream().map(Value::name).toList());
        List<Node> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (nodes.get(i).outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(nodes.get(i).inputs());
                kept.add(nodes.get(i));
            }
        }
        Collections.reverse(kept);
        return new GraphPruning(kept, needed);
    }
}

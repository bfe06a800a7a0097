package dev.destseg.graph;

import dev.destseg.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An operator graph: nodes in an order in which they can run. Immutable; made by {@link GraphBuilder} or read from ONNX.
 *
 * @param constants tensors by value name, weights among them
 * @param values type and shape of every value that a node makes
 * @param notes free text by key that travels with the graph: provenance
 */
public record Graph(
        String name,
        List<Value> inputs,
        List<Value> outputs,
        Map<String, Tensor> constants,
        List<Node> nodes,
        List<Value> values,
        Map<String, String> notes) {
    public Graph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
        nodes = List.copyOf(nodes);
        values = List.copyOf(values);
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    public Graph withNotes(Map<String, String> replaced) {
        return new Graph(name, inputs, outputs, constants, nodes, values, replaced);
    }
}

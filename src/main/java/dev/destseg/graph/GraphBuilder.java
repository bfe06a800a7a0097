package dev.destseg.graph;

import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Grows a graph node by node and knows the shape of every value as it goes, so that a mistake shows where it is made.
 * Not safe between threads.
 */
public final class GraphBuilder {
    /** Stands for an optional input or output left out. */
    public static final Value NONE = new Value("", ElementType.FLOAT32, Shape.of());

    private final String name;
    private final Map<String, Value> values = new HashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private int counter;

    public GraphBuilder(String name) {
        this.name = name;
    }

    public Value input(String inputName, ElementType type, Shape shape) {
        Value value = define(new Value(inputName, type, shape));
        inputs.add(value);
        return value;
    }

    /** A named constant, such as a weight. */
    public Value constant(String constantName, Tensor tensor) {
        constants.put(constantName, tensor);
        return define(new Value(constantName, tensor.type(), tensor.shape()));
    }

    public Value constant(Tensor tensor) {
        return constant("constant_" + counter++, tensor);
    }

    /** Adds a node of ONNX's own operators with one output. */
    public Value add(String operator, List<Value> arguments, Map<String, Attribute> attributes) {
        return add(operator, "", arguments, attributes, List.of(true)).get(0);
    }

    /**
     * Adds a node.
     *
     * @param arguments its inputs in order; {@link #NONE} where an optional one is left out
     * @param wanted for each output whether it is wanted
     * @return a value for each output; {@link #NONE} for those not wanted
     * @throws IllegalArgumentException when the operator is unknown or its inputs do not fit
     */
    public List<Value> add(
            String operator,
            String domain,
            List<Value> arguments,
            Map<String, Attribute> attributes,
            List<Boolean> wanted) {
        String stem = operator + "_" + counter++;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            names.add(wanted.get(i) ? (i == 0 ? stem : stem + "_" + i) : "");
        }
        return add(
                new Node(operator, domain, arguments.stream().map(Value::name).toList(), names, attributes));
    }

    /** Adds a node with one output whose shape the operator's inputs do not tell. */
    Value add(String operator, List<Value> arguments, Shape shape) {
        String output = operator + "_" + counter++;
        nodes.add(new Node(operator, "", arguments.stream().map(Value::name).toList(), List.of(output), Map.of()));
        return define(new Value(output, ElementType.FLOAT32, shape));
    }

    private List<Value> add(Node node) {
        List<Value> arguments = node.inputs().stream().map(this::value).toList();
        List<Value> inferred = ShapeInference.infer(node, arguments, constants);
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < node.outputs().size(); i++) {
            String output = node.outputs().get(i);
            Value typed = inferred.get(i);
            results.add(output.isEmpty() ? NONE : define(new Value(output, typed.type(), typed.shape())));
        }
        nodes.add(node);
        return results;
    }

    /**
     * Adds a whole graph, its inputs replaced by values of this one; free extents become what the values have.
     *
     * @param prefix put before every name of the added graph
     * @param arguments a value of this graph for each input of the added one, by its name
     * @return the values of its outputs, by their names
     */
    public Map<String, Value> inline(String prefix, Graph graph, Map<String, Value> arguments) {
        Map<String, String> renamed = new HashMap<>();
        renamed.put("", "");
        for (Value input : graph.inputs()) {
            Value argument = arguments.get(input.name());
            if (argument == null) {
                throw new IllegalArgumentException("The graph " + graph.name() + " needs an input " + input.name());
            }
            renamed.put(input.name(), argument.name());
        }
        graph.constants().forEach((constantName, tensor) -> {
            renamed.put(constantName, prefix + constantName);
            constant(prefix + constantName, tensor);
        });
        for (Node node : graph.nodes()) {
            node.outputs().stream()
                    .filter(output -> !output.isEmpty())
                    .forEach(output -> renamed.put(output, prefix + output));
            add(new Node(
                    node.operator(),
                    node.domain(),
                    node.inputs().stream().map(renamed::get).toList(),
                    node.outputs().stream().map(renamed::get).toList(),
                    node.attributes()));
        }
        Map<String, Value> results = new LinkedHashMap<>();
        graph.outputs().forEach(output -> results.put(output.name(), value(renamed.get(output.name()))));
        return results;
    }

    /** Makes a value an output of the graph under a name of its own. */
    public void output(String outputName, Value value) {
        nodes.add(new Node("Identity", "", List.of(value.name()), List.of(outputName), Map.of()));
        outputs.add(define(new Value(outputName, value.type(), value.shape())));
    }

    public Value value(String valueName) {
        if (valueName.isEmpty()) {
            return NONE;
        }
        Value value = values.get(valueName);
        if (value == null) {
            throw new IllegalArgumentException("The graph " + name + " has no value named " + valueName);
        }
        return value;
    }

    /** The numbers of a constant of integers. */
    int[] wholes(Value constant) {
        if (constants.get(constant.name()) instanceof LongTensor tensor) {
            return Arrays.stream(tensor.data()).mapToInt(Math::toIntExact).toArray();
        }
        throw new IllegalArgumentException(constant.name() + " is no constant of integers");
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** The graph so far, without the nodes and constants that no output needs. */
    public Graph build() {
        Set<String> needed =
                new LinkedHashSet<>(outputs.stream().map(Value::name).toList());
        List<Node> kept = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
                kept.add(without(node, needed));
            }
        }
        Map<String, Tensor> used = new LinkedHashMap<>(constants);
        used.keySet().retainAll(needed);
        Collections.reverse(kept);
        List<Value> made = kept.stream()
                .flatMap(node -> node.outputs().stream())
                .filter(output -> !output.isEmpty())
                .map(values::get)
                .toList();
        return new Graph(name, inputs, outputs, used, kept, made, Map.of());
    }

    /** A pooling without the indices that nobody reads: the kernel is faster then. Other operators keep their outputs. */
    private static Node without(Node node, Set<String> needed) {
        boolean spare = node.operator().equals("MaxPool")
                && node.outputs().size() == 2
                && !needed.contains(node.outputs().get(1));
        return spare
                ? new Node(
                        node.operator(),
                        node.domain(),
                        node.inputs(),
                        node.outputs().subList(0, 1),
                        node.attributes())
                : node;
    }

    private Value define(Value value) {
        if (value.name().isEmpty()) {
            throw new IllegalArgumentException("A value in the graph " + name + " has no name");
        }
        if (values.putIfAbsent(value.name(), value) != null) {
            throw new IllegalArgumentException("The graph " + name + " already has a value named " + value.name());
        }
        return value;
    }
}

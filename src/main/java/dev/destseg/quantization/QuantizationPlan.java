package dev.destseg.quantization;

import dev.destseg.graph.Graph;
import dev.destseg.graph.Node;
import dev.destseg.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which nodes of a graph compute with bytes, and which values are bytes between them. Immutable.
 *
 * <p>Convolutions with constant weights do, but for those that no other convolution follows: their outputs are what is
 * judged by, and 256 steps are too coarse for that. Nor do those whose result is compared in float with that of another
 * one, the features of teacher and student: small differences are what tells defects. Poolings, resizings and concatenations do where bytes are wanted of
 * them, sums where bytes go in and come out. All else, such as the comparison of features, stays in float.
 */
public final class QuantizationPlan {
    private static final Set<String> PASSING = Set.of("MaxPool", "Resize", "Concat");
    /** Their outputs are made of numbers of their inputs, or lie between them, and keep their range. */
    private static final Set<String> KEEPING_RANGE = Set.of("MaxPool", "Resize");

    /** A mean takes the steps out of bytes again; a convolution is what bytes are made for. */
    private static final Set<String> INDIFFERENT = Set.of("ReduceMean", "Expand", "Conv");

    private final Graph graph;
    private final Set<Node> compared;
    private final Map<String, List<Node>> consumers = new HashMap<>();
    private final Map<String, Node> producers = new HashMap<>();
    private final Set<Node> quantized = new LinkedHashSet<>();
    private final Set<String> bytes = new LinkedHashSet<>();
    private final Set<String> madeOfBytes = new HashSet<>();
    private final Map<String, String> keptRanges = new HashMap<>();

    private QuantizationPlan(Graph graph, Set<Node> compared) {
        this.graph = graph;
        this.compared = compared;
        graph.nodes().forEach(node -> node.outputs().forEach(output -> producers.put(output, node)));
        graph.nodes().forEach(node -> new LinkedHashSet<>(node.inputs()).forEach(input -> consumers
                .computeIfAbsent(input, absent -> new ArrayList<>())
                .add(node)));
    }

    /** @param inFloat layers that stay in float, by the names that {@link #layers} gives */
    public static QuantizationPlan of(Graph graph, Set<String> inFloat) {
        Set<Node> compared =
                new QuantizationPlan(graph, Set.of()).including(Set.of()).compared();
        return new QuantizationPlan(graph, compared).including(inFloat);
    }

    private QuantizationPlan including(Set<String> inFloat) {
        Set<String> leading = leadingToConvolutions(graph);
        graph.nodes().stream()
                .filter(node -> isLayer(node)
                        && !compared.contains(node)
                        && leading.contains(node.outputs().get(0))
                        && !inFloat.contains(layer(node)))
                .forEach(this::include);
        while (extend()) {
            // Until nothing is found any more.
        }
        return this;
    }

    /**
     * The nodes that make what is compared in float: they themselves, and the convolution whose result is one of the two
     * parts of a sum.
     */
    private Set<Node> compared() {
        Set<Node> found = new HashSet<>();
        for (Node node : quantized) {
            if (isCompared(result(node)) && !PASSING.contains(node.operator())) {
                found.add(node);
            }
        }
        for (Node node : List.copyOf(quantized)) {
            List<Node> readers = readers(result(node));
            if (node.operator().equals("Conv") && readers.size() == 1 && found.contains(readers.get(0))) {
                found.add(node);
            }
        }
        return found;
    }

    /** Whether an operator in float reads the value, or a sum with it, that heeds small differences. */
    private boolean isCompared(String value) {
        return readers(value).stream()
                .filter(reader -> !quantized.contains(reader))
                .anyMatch(reader -> reader.operator().equals("Add")
                        ? isCompared(result(reader))
                        : !INDIFFERENT.contains(reader.operator()));
    }

    /** The nodes that read a value. */
    List<Node> readers(String value) {
        return consumers.getOrDefault(value, List.of());
    }

    /** The node that makes a value; none makes inputs and constants. */
    Optional<Node> producer(String value) {
        return Optional.ofNullable(producers.get(value));
    }

    private boolean isLayer(Node node) {
        return node.operator().equals("Conv")
                && graph.constants().get(node.inputs().get(1)) instanceof FloatTensor
                && node.inputs().stream().skip(1).allMatch(graph.constants()::containsKey);
    }

    /** The name of a convolution: that of its weights without the ending. */
    static String layer(Node convolution) {
        return convolution.inputs().get(1).replaceAll("\\.(folded_)?weight$", "");
    }

    private static Set<String> leadingToConvolutions(Graph graph) {
        Set<String> leading = new HashSet<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (node.operator().equals("Conv") || node.outputs().stream().anyMatch(leading::contains)) {
                leading.addAll(node.inputs());
            }
        }
        return leading;
    }

    private void include(Node node) {
        quantized.add(node);
        String result = result(node);
        bytes.add(result);
        madeOfBytes.add(result);
        List<String> inputs =
                node.operator().equals("Concat") || node.operator().equals("Add")
                        ? node.inputs()
                        : node.inputs().subList(0, 1);
        bytes.addAll(inputs);
        if (KEEPING_RANGE.contains(node.operator())) {
            keptRanges.put(result, inputs.get(0));
        }
    }

    /** What a node makes, behind the rectifier where there is one: cutting off is what bytes do anyway. */
    private String result(Node node) {
        String output = node.outputs().get(0);
        List<Node> readers = readers(output);
        boolean rectified = !PASSING.contains(node.operator()) && readers.size() == 1 && isRectifier(readers.get(0));
        return rectified ? readers.get(0).outputs().get(0) : output;
    }

    private boolean isRectifier(Node node) {
        return node.operator().equals("Relu")
                || node.operator().equals("Clip")
                        && node.inputs().size() > 1
                        && graph.constants().get(node.inputs().get(1)) instanceof FloatTensor least
                        && least.data()[0] == 0;
    }

    private boolean extend() {
        boolean found = false;
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            boolean passes =
                    PASSING.contains(node.operator()) && node.outputs().size() == 1 && bytes.contains(result(node));
            boolean sums = node.operator().equals("Add")
                    && madeOfBytes.containsAll(node.inputs())
                    && bytes.contains(result(node));
            if (!quantized.contains(node) && !compared.contains(node) && (passes || sums)) {
                include(node);
                found = true;
            }
        }
        return found;
    }

    Graph graph() {
        return graph;
    }

    /** The names of the convolutions that compute with bytes, in their order. */
    public List<String> layers() {
        return quantized.stream()
                .filter(node -> node.operator().equals("Conv"))
                .map(QuantizationPlan::layer)
                .toList();
    }

    boolean isQuantized(Node node) {
        return quantized.contains(node);
    }

    /** The values that are bytes. */
    Set<String> bytes() {
        return Collections.unmodifiableSet(bytes);
    }

    /** Whether a node that computes with bytes makes the value, so that there is no other form of it. */
    boolean isMadeOfBytes(String value) {
        return madeOfBytes.contains(value);
    }

    /** The value whose range this one has; itself unless it was made by taking or mixing numbers of another one. */
    String rangeOf(String value) {
        String kept = value;
        while (keptRanges.containsKey(kept)) {
            kept = keptRanges.get(kept);
        }
        return kept;
    }
}

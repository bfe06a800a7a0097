package dev.destseg.graph;

import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes planes that hold one number each, such as a pooled branch spread over the image, out of the convolution that reads
 * them with others: what a 3 x 3 convolution with zeros around makes of such a plane differs at the borders only, so that
 * it is convolved at 3 x 3 pixels and then spread. The graph computes the same but for rounding. Used once, by one thread.
 */
final class ConstantPlanes {
    private final Graph graph;
    private final Map<String, Node> producers = new HashMap<>();
    private final Map<String, Integer> reads = new HashMap<>();
    private final Map<String, Tensor> constants;
    private final Map<String, Value> known = new HashMap<>();

    private ConstantPlanes(Graph graph) {
        this.graph = graph;
        this.constants = new LinkedHashMap<>(graph.constants());
        graph.values().forEach(value -> known.put(value.name(), value));
        for (Node node : graph.nodes()) {
            node.outputs().forEach(output -> producers.put(output, node));
            node.inputs().forEach(input -> reads.merge(input, 1, Integer::sum));
        }
    }

    /** The graph without such planes; the same graph where there is none. */
    static Graph takenOut(Graph graph) {
        return new ConstantPlanes(graph).takenOut();
    }

    private Graph takenOut() {
        List<Node> nodes = new ArrayList<>();
        List<Value> values = new ArrayList<>(graph.values());
        boolean changed = false;
        for (Node node : graph.nodes()) {
            Optional<Node> spread = spreadInto(node);
            if (spread.isPresent()) {
                replace(node, spread.get(), nodes, values);
                changed = true;
            } else {
                nodes.add(node);
            }
        }
        return changed ? GraphPruning.of(graph, nodes, values, constants) : graph;
    }

    /** The Expand that fills the first planes that a 3 x 3 convolution reads. */
    private Optional<Node> spreadInto(Node convolution) {
        boolean fits = convolution.operator().equals("Conv")
                && graph.constants().get(convolution.inputs().get(1)) instanceof FloatTensor weights
                && weights.shape().extent(2) == 3
                && convolution.whole("group", 1) == 1
                && List.of(1, 1).equals(list(convolution.wholes("strides", 1, 1)))
                && List.of(1, 1).equals(list(convolution.wholes("dilations", 1, 1)))
                && List.of(1, 1, 1, 1).equals(list(convolution.wholes("pads", 0, 0, 0, 0)));
        Node joined = producers.get(convolution.inputs().get(0));
        if (!fits
                || joined == null
                || !joined.operator().equals("Concat")
                || once(joined).isEmpty()) {
            return Optional.empty();
        }
        Node spread = producers.get(joined.inputs().get(0));
        boolean plane = spread != null
                && spread.operator().equals("Expand")
                && joined.inputs().size() > 1
                && once(spread).isPresent()
                && isVector(spread.inputs().get(0));
        return plane ? Optional.of(spread) : Optional.empty();
    }

    private Optional<Node> once(Node node) {
        return reads.getOrDefault(node.outputs().get(0), 0) == 1 ? Optional.of(node) : Optional.empty();
    }

    private boolean isVector(String value) {
        Value vector = known.get(value);
        return vector != null
                && vector.shape().rank() == 4
                && vector.shape().extent(2) == 1
                && vector.shape().extent(3) == 1;
    }

    private static List<Integer> list(int[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }

    private void replace(Node convolution, Node spread, List<Node> nodes, List<Value> values) {
        Node joined = producers.get(convolution.inputs().get(0));
        String result = convolution.outputs().get(0);
        Shape shape = known.get(result).shape();
        FloatTensor weights = (FloatTensor) constants.get(convolution.inputs().get(1));
        int planes = known.get(spread.outputs().get(0)).shape().extent(1);
        String name = convolution.inputs().get(1).replaceAll("\\.(folded_)?weight$", "");
        constants.put(name + ".planes.weight", channels(weights, 0, planes));
        constants.put(
                name + ".others.weight",
                channels(weights, planes, weights.shape().extent(1)));
        constants.put(name + ".planes.size", LongTensor.of(new long[] {1, planes, 3, 3}, 4));
        constants.put(name + ".planes.rows", rows(shape.extent(2)));
        constants.put(name + ".planes.columns", columns(shape.extent(3)));
        Shape small = shape.with(2, 3).with(3, 3);
        Steps steps = new Steps(result, nodes, values);
        String tiny = steps.add(
                "Expand", List.of(spread.inputs().get(0), name + ".planes.size"), Map.of(), small.with(1, planes));
        String zones = steps.add("Conv", List.of(tiny, name + ".planes.weight"), convolution.attributes(), small);
        String tall = steps.add("MatMul", List.of(name + ".planes.rows", zones), Map.of(), shape.with(3, 3));
        String full = steps.add("MatMul", List.of(tall, name + ".planes.columns"), Map.of(), shape);
        List<String> others = joined.inputs().subList(1, joined.inputs().size());
        String rest = others.size() == 1
                ? others.get(0)
                : steps.add(
                        "Concat",
                        others,
                        joined.attributes(),
                        shape.with(1, weights.shape().extent(1) - planes));
        List<String> inputs = new ArrayList<>(List.of(rest, name + ".others.weight"));
        inputs.addAll(convolution.inputs().subList(2, convolution.inputs().size()));
        String part = steps.add("Conv", inputs, convolution.attributes(), shape);
        nodes.add(new Node("Add", "", List.of(part, full), List.of(result), Map.of()));
    }

    /** Adds nodes whose values are named after the one that they replace. */
    private record Steps(String stem, List<Node> nodes, List<Value> values) {
        String add(String operator, List<String> inputs, Map<String, Attribute> attributes, Shape shape) {
            String output = stem + "_" + operator + nodes.size();
            nodes.add(new Node(operator, "", inputs, List.of(output), attributes));
            values.add(new Value(output, ElementType.FLOAT32, shape));
            return output;
        }
    }

    /** The weights of the input channels from {@code from} up to and without {@code to}. */
    private static FloatTensor channels(FloatTensor weights, int from, int to) {
        Shape shape = weights.shape();
        int window = shape.extent(2) * shape.extent(3);
        int taken = (to - from) * window;
        float[] data = new float[shape.extent(0) * taken];
        for (int c = 0; c < shape.extent(0); c++) {
            int start = (c * shape.extent(1) + from) * window;
            System.arraycopy(weights.data(), start, data, c * taken, taken);
        }
        return new FloatTensor(shape.with(1, to - from), data);
    }

    /** height x 3: the first row is the first of three, the last one the last, all others the one between. */
    private static FloatTensor rows(int height) {
        float[] spread = new float[height * 3];
        for (int y = 0; y < height; y++) {
            spread[3 * y + zone(y, height)] = 1;
        }
        return FloatTensor.of(spread, height, 3);
    }

    /** 3 x width. */
    private static FloatTensor columns(int width) {
        float[] spread = new float[3 * width];
        for (int x = 0; x < width; x++) {
            spread[zone(x, width) * width + x] = 1;
        }
        return FloatTensor.of(spread, 3, width);
    }

    private static int zone(int position, int extent) {
        if (position == 0) {
            return 0;
        }
        return position == extent - 1 ? 2 : 1;
    }
}

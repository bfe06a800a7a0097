package dev.destseg.quantization;

import dev.destseg.graph.Attribute;
import dev.destseg.graph.Graph;
import dev.destseg.graph.Node;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes a graph anew with bytes where a plan wants them: QuantizeLinear and DequantizeLinear behind each such value and
 * behind the weights (QDQ), which a runtime fuses into operators on bytes. Used once, by one thread.
 */
public final class Quantizer {
    private static final String BYTES = "_bytes";
    private static final String FLOATS = "_floats";
    private static final String SCALE = "_scale";
    private static final String ZERO = "_zero";

    private final QuantizationPlan plan;
    private final Calibration calibration;
    private final RangeMethod method;
    private final boolean corrected;
    private final Map<String, Tensor> constants;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    private final Map<String, Value> known = new HashMap<>();

    private Quantizer(QuantizationPlan plan, Calibration calibration, RangeMethod method, boolean corrected) {
        this.plan = plan;
        this.calibration = calibration;
        this.method = method;
        this.corrected = corrected;
        this.constants = new LinkedHashMap<>(plan.graph().constants());
        plan.graph().inputs().forEach(value -> known.put(value.name(), value));
        plan.graph().values().forEach(value -> known.put(value.name(), value));
    }

    /**
     * @param calibration of this plan, or of one of the same graph with more in bytes
     * @param corrected whether biases make up for what the weights lose on average by rounding
     */
    public static Graph quantize(
            QuantizationPlan plan, Calibration calibration, RangeMethod method, boolean corrected) {
        return new Quantizer(plan, calibration, method, corrected).quantize();
    }

    private Graph quantize() {
        Graph graph = plan.graph();
        graph.inputs().forEach(value -> toBytes(value.name()));
        for (Node node : graph.nodes()) {
            nodes.add(node.operator().equals("Conv") && plan.isQuantized(node) ? layer(node) : reading(node));
            node.outputs().stream().filter(known::containsKey).forEach(output -> {
                values.add(known.get(output));
                toBytes(output);
            });
        }
        constants.keySet().retainAll(read());
        return new Graph(
                graph.name() + "-int8", graph.inputs(), graph.outputs(), constants, nodes, values, graph.notes());
    }

    private Set<String> read() {
        Set<String> read = new HashSet<>();
        nodes.forEach(node -> read.addAll(node.inputs()));
        return read;
    }

    /** The node, reading the form with bytes where it has to. */
    private Node reading(Node node) {
        List<String> inputs =
                node.inputs().stream().map(input -> form(input, node)).toList();
        return new Node(node.operator(), node.domain(), inputs, node.outputs(), node.attributes());
    }

    private String form(String value, Node reader) {
        boolean bytes = plan.bytes().contains(value) && (plan.isQuantized(reader) || plan.isMadeOfBytes(value));
        return bytes ? value + FLOATS : value;
    }

    private Node layer(Node convolution) {
        String name = convolution.inputs().get(1);
        FloatTensor weights = (FloatTensor) constants.get(name);
        QuantizedWeights quantized = QuantizedWeights.of(weights);
        int channels = quantized.scales().length;
        constants.put(name + BYTES, quantized.bytes());
        constants.put(name + SCALE, FloatTensor.of(quantized.scales(), channels));
        constants.put(name + ZERO, new SignedByteTensor(Shape.of(channels), new byte[channels]));
        dequantize(
                List.of(name + BYTES, name + SCALE, name + ZERO),
                new Value(name + FLOATS, ElementType.FLOAT32, weights.shape()),
                Map.of("axis", Attribute.of(0L)));
        List<String> inputs = new ArrayList<>(List.of(form(convolution.inputs().get(0), convolution), name + FLOATS));
        inputs.addAll(bias(convolution, weights, quantized));
        return new Node("Conv", "", inputs, convolution.outputs(), convolution.attributes());
    }

    /** The bias, in float: runtimes round it to what their sums are counted in. */
    private List<String> bias(Node convolution, FloatTensor weights, QuantizedWeights quantized) {
        List<String> given =
                convolution.inputs().subList(2, convolution.inputs().size());
        if (!corrected) {
            return given;
        }
        double[] means = calibration.channelMeans(convolution.inputs().get(0));
        float[] bias = quantized.meanLoss(weights, means, QuantizedWeights.groups(convolution));
        if (!given.isEmpty()) {
            float[] before = ((FloatTensor) constants.get(given.get(0))).data();
            for (int c = 0; c < bias.length; c++) {
                bias[c] += before[c];
            }
        }
        String name = convolution.inputs().get(1) + "_corrected_bias";
        constants.put(name, FloatTensor.of(bias, bias.length));
        return List.of(name);
    }

    private void toBytes(String value) {
        if (!plan.bytes().contains(value)) {
            return;
        }
        String root = plan.rangeOf(value);
        ActivationRange range = calibration.range(root, method);
        constants.putIfAbsent(root + SCALE, FloatTensor.scalar(range.scale()));
        constants.putIfAbsent(root + ZERO, ByteTensor.scalar((byte) range.zeroPoint()));
        Shape shape = known.get(value).shape();
        values.add(new Value(value + BYTES, ElementType.UINT8, shape));
        nodes.add(new Node(
                "QuantizeLinear", "", List.of(value, root + SCALE, root + ZERO), List.of(value + BYTES), Map.of()));
        dequantize(
                List.of(value + BYTES, root + SCALE, root + ZERO),
                new Value(value + FLOATS, ElementType.FLOAT32, shape),
                Map.of());
    }

    private void dequantize(List<String> inputs, Value output, Map<String, Attribute> attributes) {
        values.add(output);
        nodes.add(new Node("DequantizeLinear", "", inputs, List.of(output.name()), attributes));
    }
}

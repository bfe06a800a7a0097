package dev.destseg.quantization;

import dev.destseg.graph.Graph;
import dev.destseg.graph.Node;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the channels that are concatenated for convolutions alike in size, so that the steps of one range suit all of
 * them: each channel is divided by a factor, and the weights that read it are multiplied by it. The factor is the root of
 * the largest input over the largest weight of the channel (SmoothQuant, Xiao et al. 2023; after the cross-layer
 * equalisation of Nagel et al. 2019), so that inputs and weights have the same share of the spread. The graph computes the
 * same but for rounding. Used once, by one thread.
 */
public final class Equalization {
    private static final String EQUALIZED = "_equalized";

    private final QuantizationPlan plan;
    private final Calibration calibration;
    private final Map<String, Tensor> constants;
    private final Map<String, Value> known = new HashMap<>();
    /** One over the factors, by the value that they are for. */
    private final Map<String, FloatTensor> scaled = new LinkedHashMap<>();

    private Equalization(QuantizationPlan plan, Calibration calibration) {
        this.plan = plan;
        this.calibration = calibration;
        this.constants = new LinkedHashMap<>(plan.graph().constants());
        plan.graph().values().forEach(value -> known.put(value.name(), value));
    }

    /** @param calibration of the plan; a few images suffice */
    public static Graph equalize(QuantizationPlan plan, Calibration calibration) {
        Equalization equalization = new Equalization(plan, calibration);
        plan.graph().nodes().stream()
                .filter(node -> node.operator().equals("Concat") && plan.isQuantized(node))
                .forEach(equalization::equalize);
        return equalization.rewritten();
    }

    private void equalize(Node concatenation) {
        List<Node> readers = plan.readers(concatenation.outputs().get(0));
        if (!readers.stream().allMatch(this::isPlainLayer)) {
            return;
        }
        int offset = 0;
        for (String input : concatenation.inputs()) {
            int channels = known.get(input).shape().extent(1);
            int first = offset;
            source(input, concatenation).ifPresent(source -> scale(source, input, readers, first, channels));
            offset += channels;
        }
    }

    private boolean isPlainLayer(Node node) {
        return plan.isQuantized(node) && node.operator().equals("Conv") && QuantizedWeights.groups(node) == 1;
    }

    /** The float value that an input comes from, when nothing else is made of it in bytes. */
    private Optional<String> source(String input, Node reader) {
        String value = input;
        Node last = reader;
        Optional<Node> producer = plan.producer(value);
        while (producer.isPresent() && producer.get().operator().equals("Resize") && plan.isQuantized(producer.get())) {
            if (plan.readers(value).size() > 1) {
                return Optional.empty();
            }
            last = producer.get();
            value = last.inputs().get(0);
            producer = plan.producer(value);
        }
        boolean single = plan.readers(value).equals(List.of(last));
        return single && !plan.isMadeOfBytes(value) && producer.isPresent() ? Optional.of(value) : Optional.empty();
    }

    private void scale(String source, String input, List<Node> readers, int first, int channels) {
        float[] inputs = calibration.channelPeaks(input);
        float[] inverse = new float[channels];
        for (int c = 0; c < channels; c++) {
            float weight = 0;
            for (Node reader : readers) {
                weight = Math.max(weight, peak(weights(reader), first + c));
            }
            boolean silent = inputs[c] == 0 || weight == 0;
            inverse[c] = silent ? 1 : (float) Math.sqrt(weight / inputs[c]);
        }
        readers.forEach(reader -> divide(reader, first, inverse));
        scaled.put(source, FloatTensor.of(inverse, 1, channels, 1, 1));
    }

    private FloatTensor weights(Node layer) {
        return (FloatTensor) constants.get(layer.inputs().get(1));
    }

    private static float peak(FloatTensor weights, int channel) {
        int window = weights.shape().extent(2) * weights.shape().extent(3);
        int in = weights.shape().extent(1);
        float peak = 0;
        for (int c = 0; c < weights.shape().extent(0); c++) {
            for (int i = 0; i < window; i++) {
                peak = Math.max(peak, Math.abs(weights.data()[(c * in + channel) * window + i]));
            }
        }
        return peak;
    }

    private void divide(Node layer, int first, float[] inverse) {
        FloatTensor before = weights(layer);
        float[] data = before.data().clone();
        int window = before.shape().extent(2) * before.shape().extent(3);
        int in = before.shape().extent(1);
        for (int i = 0; i < data.length; i++) {
            int channel = i / window % in - first;
            if (channel >= 0 && channel < inverse.length) {
                data[i] /= inverse[channel];
            }
        }
        constants.put(layer.inputs().get(1), new FloatTensor(before.shape(), data));
    }

    private Graph rewritten() {
        Graph graph = plan.graph();
        List<Node> nodes = new ArrayList<>();
        List<Value> values = new ArrayList<>(graph.values());
        for (Node node : graph.nodes()) {
            List<String> inputs = node.inputs().stream()
                    .map(input -> scaled.containsKey(input) ? input + EQUALIZED : input)
                    .toList();
            nodes.add(new Node(node.operator(), node.domain(), inputs, node.outputs(), node.attributes()));
            for (String output : node.outputs()) {
                if (scaled.containsKey(output)) {
                    String factors = output + EQUALIZED + "_factors";
                    constants.put(factors, scaled.get(output));
                    nodes.add(new Node("Mul", "", List.of(output, factors), List.of(output + EQUALIZED), Map.of()));
                    values.add(new Value(
                            output + EQUALIZED,
                            ElementType.FLOAT32,
                            known.get(output).shape()));
                }
            }
        }
        return new Graph(graph.name(), graph.inputs(), graph.outputs(), constants, nodes, values, graph.notes());
    }
}

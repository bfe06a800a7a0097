package dev.destseg.quantization;

import dev.destseg.graph.Graph;
import dev.destseg.graph.Node;
import dev.destseg.graph.Value;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the values of a graph look like on images: run {@link #observed} and hand over what it gives. Takes 64 KiB a
 * value. Not thread-safe.
 */
public final class Calibration {
    private final Graph observed;
    private final Set<String> afterConvolutions;
    private final Map<String, ActivationHistogram> histograms = new LinkedHashMap<>();
    private final Map<String, double[]> channelSums = new HashMap<>();
    private final Map<String, float[]> channelPeaks = new HashMap<>();
    private long images;

    /** @param plan for the largest part of the graph that may be wanted in bytes */
    public Calibration(QuantizationPlan plan) {
        Graph graph = plan.graph();
        List<Value> values = graph.values().stream()
                .filter(value -> plan.bytes().contains(value.name()))
                .toList();
        values.forEach(value -> histograms.put(value.name(), new ActivationHistogram()));
        observed = new Graph(
                graph.name() + "-observed",
                graph.inputs(),
                values,
                graph.constants(),
                graph.nodes(),
                graph.values(),
                Map.of());
        afterConvolutions = afterConvolutions(graph);
    }

    private static Set<String> afterConvolutions(Graph graph) {
        Set<String> after = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.operator().equals("Conv") || node.inputs().stream().anyMatch(after::contains)) {
                after.addAll(node.outputs());
            }
        }
        return after;
    }

    /** The graph to run: its outputs are the values that ranges are needed for. */
    public Graph observed() {
        return observed;
    }

    /**
     * Takes the values of an image into account.
     *
     * @param values outputs of {@link #observed} for one image
     * @throws IllegalArgumentException when a number is not finite
     */
    public void observe(Map<String, Tensor> values) {
        values.forEach((name, tensor) -> {
            float[] numbers = ((FloatTensor) tensor).data();
            histogram(name).add(numbers);
            sum(name, tensor.shape().extent(1), numbers);
        });
        images++;
    }

    /**
     * Takes the values of an image that no camera gives, such as a white one, into account where nothing is learned yet:
     * what is cut off there is cut off from the image.
     */
    public void observeExtreme(Map<String, Tensor> values) {
        values.forEach((name, tensor) -> {
            if (!afterConvolutions.contains(name)) {
                histogram(name).add(((FloatTensor) tensor).data());
            }
        });
    }

    private ActivationHistogram histogram(String value) {
        return Objects.requireNonNull(histograms.get(value), value);
    }

    private void sum(String name, int channels, float[] numbers) {
        double[] sums = channelSums.computeIfAbsent(name, absent -> new double[channels]);
        float[] peaks = channelPeaks.computeIfAbsent(name, absent -> new float[channels]);
        int pixels = numbers.length / channels;
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int i = c * pixels; i < (c + 1) * pixels; i++) {
                sum += numbers[i];
                peaks[c] = Math.max(peaks[c], Math.abs(numbers[i]));
            }
            sums[c] += sum / pixels;
        }
    }

    ActivationRange range(String value, RangeMethod method) {
        return histogram(value).range(afterConvolutions.contains(value) ? method : RangeMethod.MIN_MAX);
    }

    /** The largest magnitude in each channel. */
    float[] channelPeaks(String value) {
        return Objects.requireNonNull(channelPeaks.get(value), value).clone();
    }

    /** The mean of each channel over all images. */
    double[] channelMeans(String value) {
        double[] means = Objects.requireNonNull(channelSums.get(value), value).clone();
        for (int c = 0; c < means.length; c++) {
            means[c] /= images;
        }
        return means;
    }
}

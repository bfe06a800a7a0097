package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layers whose weights are inputs of the graph, to be learned. Batch normalisation uses the statistics of the batch and
 * moves the running ones towards them by a tenth, with the unbiased variance, as PyTorch does.
 */
final class TrainableLayers implements Layers {
    private static final float EPSILON = 1e-5f;
    private static final float KEEP = 0.9f;

    private final Operators operators;
    private final List<Value> weights = new ArrayList<>();
    private final Map<String, Value> statistics = new LinkedHashMap<>();

    TrainableLayers(Operators operators) {
        this.operators = operators;
    }

    @Override
    public Operators operators() {
        return operators;
    }

    /** What the optimiser moves. */
    List<Value> weights() {
        return List.copyOf(weights);
    }

    /** For each running statistic, by the name of its input, its next value. */
    Map<String, Value> nextStatistics() {
        return Map.copyOf(statistics);
    }

    @Override
    public Value normalized(
            String convolution, String norm, Value x, int channels, Window window, Initialization initialization) {
        Value weight = weight(convolution + ".weight", FrozenLayers.weightShape(x, channels, window));
        Value y = operators.convolution(x, weight, window);
        Shape each = Shape.of(channels);
        Value scale = weight(norm + ".weight", each);
        Value bias = weight(norm + ".bias", each);
        Value mean = input(norm + ".running_mean", each);
        Value variance = input(norm + ".running_var", each);
        List<Value> outputs = operators.batchNormalization(y, scale, bias, mean, variance, EPSILON);
        follow(mean, outputs.get(1));
        follow(variance, unbiasedVariance(outputs.get(2), y.shape().elements() / channels));
        return outputs.get(0);
    }

    private Value unbiasedVariance(Value inverseDeviation, int count) {
        Value square = operators.multiply(inverseDeviation, inverseDeviation);
        Value variance = operators.subtract(operators.divide(operators.scalar(1), square), operators.scalar(EPSILON));
        return operators.multiply(variance, (float) count / (count - 1));
    }

    private void follow(Value running, Value batch) {
        statistics.put(
                running.name(), operators.add(operators.multiply(running, KEEP), operators.multiply(batch, 1 - KEEP)));
    }

    @Override
    public Value linear(String convolution, Value x, int channels, Window window) {
        Value weight = weight(convolution + ".weight", FrozenLayers.weightShape(x, channels, window));
        Value bias = weight(convolution + ".bias", Shape.of(channels));
        return operators.convolution(x, weight, bias, window);
    }

    private Value weight(String name, Shape shape) {
        Value weight = input(name, shape);
        weights.add(weight);
        return weight;
    }

    private Value input(String name, Shape shape) {
        return operators.builder().input(name, ElementType.FLOAT32, shape);
    }
}

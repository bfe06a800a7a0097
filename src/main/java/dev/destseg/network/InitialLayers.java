package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Layers that only draw the first weights of a network; the graph they leave is thrown away. */
final class InitialLayers implements Layers {
    private final Operators operators;
    private final SplittableRandom random;
    private final Map<String, FloatTensor> drawn = new LinkedHashMap<>();

    InitialLayers(Operators operators, long seed) {
        this.operators = operators;
        this.random = new SplittableRandom(seed);
    }

    Parameters drawn() {
        return new Parameters(drawn);
    }

    @Override
    public Operators operators() {
        return operators;
    }

    @Override
    public Value normalized(
            String convolution, String norm, Value x, int channels, Window window, Initialization initialization) {
        Value weight = weight(convolution, x, channels, window, initialization);
        boolean zero = initialization == Initialization.KAIMING_NORMAL_ZERO_SCALE;
        constant(norm + ".weight", channels, zero ? 0 : 1);
        constant(norm + ".bias", channels, 0);
        constant(norm + ".running_mean", channels, 0);
        constant(norm + ".running_var", channels, 1);
        return operators.convolution(x, weight, window);
    }

    @Override
    public Value linear(String convolution, Value x, int channels, Window window) {
        Value weight = weight(convolution, x, channels, window, Initialization.UNIFORM);
        FloatTensor bias = uniform(
                Shape.of(channels),
                FrozenLayers.weightShape(x, channels, window).elements() / channels);
        drawn.put(convolution + ".bias", bias);
        return operators.convolution(x, weight, window);
    }

    private Value weight(String convolution, Value x, int channels, Window window, Initialization initialization) {
        Shape shape = FrozenLayers.weightShape(x, channels, window);
        int fanOut = channels * window.kernel() * window.kernel();
        FloatTensor weight =
                switch (initialization) {
                    case KAIMING_NORMAL, KAIMING_NORMAL_ZERO_SCALE -> normal(shape, Math.sqrt(2.0 / fanOut));
                    case UNIFORM -> uniform(shape, shape.elements() / channels);
                };
        drawn.put(convolution + ".weight", weight);
        return operators.builder().constant(convolution + ".weight", weight);
    }

    private void constant(String name, int channels, float value) {
        float[] data = new float[channels];
        Arrays.fill(data, value);
        drawn.put(name, FloatTensor.of(data, channels));
    }

    private FloatTensor normal(Shape shape, double deviation) {
        float[] data = new float[shape.elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (random.nextGaussian() * deviation);
        }
        return new FloatTensor(shape, data);
    }

    private FloatTensor uniform(Shape shape, int fanIn) {
        double bound = 1 / Math.sqrt(fanIn);
        float[] data = new float[shape.elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextDouble(-bound, bound);
        }
        return new FloatTensor(shape, data);
    }
}

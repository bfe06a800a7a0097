package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;

/**
 * Layers whose weights are constants: for inference, and for networks that stand still while another learns. Batch
 * normalisation with its running statistics is folded into the convolution before it, which changes nothing but rounding.
 */
final class FrozenLayers implements Layers {
    private final Operators operators;
    private final Parameters parameters;
    private final float epsilon;

    FrozenLayers(Operators operators, Parameters parameters, float epsilon) {
        this.operators = operators;
        this.parameters = parameters;
        this.epsilon = epsilon;
    }

    @Override
    public Operators operators() {
        return operators;
    }

    @Override
    public Value normalized(
            String convolution, String norm, Value x, int channels, Window window, Initialization initialization) {
        Shape weightShape = weightShape(x, channels, window);
        Shape each = Shape.of(channels);
        float[] weight =
                parameters.get(convolution + ".weight", weightShape).data().clone();
        float[] gamma = parameters.get(norm + ".weight", each).data();
        float[] bias = parameters.get(norm + ".bias", each).data().clone();
        float[] mean = parameters.get(norm + ".running_mean", each).data();
        float[] variance = parameters.get(norm + ".running_var", each).data();
        int perChannel = weight.length / channels;
        for (int c = 0; c < channels; c++) {
            double scale = gamma[c] / Math.sqrt(variance[c] + (double) epsilon);
            bias[c] = (float) (bias[c] - mean[c] * scale);
            for (int i = c * perChannel; i < (c + 1) * perChannel; i++) {
                weight[i] = (float) (weight[i] * scale);
            }
        }
        return operators.convolution(
                x,
                operators.builder().constant(convolution + ".folded_weight", new FloatTensor(weightShape, weight)),
                operators.builder().constant(convolution + ".folded_bias", new FloatTensor(each, bias)),
                window);
    }

    @Override
    public Value linear(String convolution, Value x, int channels, Window window) {
        FloatTensor weight = parameters.get(convolution + ".weight", weightShape(x, channels, window));
        FloatTensor bias = parameters.get(convolution + ".bias", Shape.of(channels));
        return operators.convolution(
                x,
                operators.builder().constant(convolution + ".weight", weight),
                operators.builder().constant(convolution + ".bias", bias),
                window);
    }

    static Shape weightShape(Value x, int channels, Window window) {
        return Shape.of(channels, x.shape().extent(1) / window.groups(), window.kernel(), window.kernel());
    }
}

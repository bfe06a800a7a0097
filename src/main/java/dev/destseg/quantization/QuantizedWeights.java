package dev.destseg.quantization;

import dev.destseg.graph.Attribute;
import dev.destseg.graph.Node;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;

/**
 * The weights of a convolution as signed bytes, symmetric about 0, with a scale for each channel that goes out.
 *
 * @param bytes of the shape of the weights, -127 to 127
 * @param scales what a step is worth, by channel
 */
record QuantizedWeights(SignedByteTensor bytes, float[] scales) {
    private static final int LARGEST = 127;

    /** The groups of channels that a convolution has. */
    static int groups(Node convolution) {
        return convolution.attributes().get("group") instanceof Attribute.Whole group ? (int) group.value() : 1;
    }

    /** @param weights C x C' / groups x k x k */
    static QuantizedWeights of(FloatTensor weights) {
        int channels = weights.shape().extent(0);
        int each = weights.data().length / channels;
        byte[] bytes = new byte[weights.data().length];
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            float largest = 0;
            for (int i = c * each; i < (c + 1) * each; i++) {
                largest = Math.max(largest, Math.abs(weights.data()[i]));
            }
            scales[c] = largest > 0 ? largest / LARGEST : 1;
            for (int i = c * each; i < (c + 1) * each; i++) {
                bytes[i] = (byte) Math.round(weights.data()[i] / scales[c]);
            }
        }
        return new QuantizedWeights(new SignedByteTensor(weights.shape(), bytes), scales);
    }

    /**
     * What the channels that go out lose on average by the rounding of the weights.
     *
     * @param means of the channels that come in
     * @param groups of channels, as the convolution has them
     */
    float[] meanLoss(FloatTensor weights, double[] means, int groups) {
        Shape shape = weights.shape();
        int window = shape.extent(2) * shape.extent(3);
        int in = shape.extent(1);
        int outOfGroup = shape.extent(0) / groups;
        float[] loss = new float[shape.extent(0)];
        for (int c = 0; c < loss.length; c++) {
            double sum = 0;
            for (int i = 0; i < in * window; i++) {
                int at = c * in * window + i;
                double rounded = bytes.data()[at] * (double) scales[c];
                sum += (weights.data()[at] - rounded) * means[c / outOfGroup * in + i / window];
            }
            loss[c] = (float) sum;
        }
        return loss;
    }
}

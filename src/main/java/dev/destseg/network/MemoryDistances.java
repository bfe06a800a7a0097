package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;

/** Operators for the distances of features, N x C x side x side, from what is remembered: N x 1 x side x side. */
final class MemoryDistances {
    private MemoryDistances() {}

    /** |(x - mean) W|, position by position. */
    static Value mahalanobis(Operators ops, Parameters memory, Level level, Value features) {
        int side = level.side();
        int channels = level.channels();
        Value mean = constant(ops, memory, InstantModel.gaussianMean(level), Shape.of(side, side, 1, channels));
        Value whitening =
                constant(ops, memory, InstantModel.gaussianWhitening(level), Shape.of(side, side, channels, channels));
        Value x = ops.transpose(features, 2, 3, 0, 1);
        Value y = ops.matMul(ops.subtract(x, mean), whitening);
        return ops.transpose(ops.sqrt(ops.sum(ops.multiply(y, y), true, 3)), 2, 3, 0, 1);
    }

    /** The root of |x|^2 + min over b of (|b|^2 - 2 x b). */
    static Value nearest(Operators ops, Parameters memory, Level level, Value features) {
        int channels = level.channels();
        Value mean = constant(ops, memory, InstantModel.bankMean(level), Shape.of(channels));
        Value scale = constant(ops, memory, InstantModel.bankScale(level), Shape.of(channels));
        Value x = ops.multiply(ops.subtract(ops.transpose(features, 0, 2, 3, 1), mean), scale);
        FloatTensor bank = memory.tensors().get(InstantModel.bankVectors(level));
        int count = bank == null ? 0 : bank.shape().extent(0);
        FloatTensor vectors = memory.get(InstantModel.bankVectors(level), Shape.of(count, channels));
        // A channel of ones takes |b|^2 through the same product.
        Value products = ops.matMul(ops.padWith(1, x, 0, 0, 0, 0, 0, 0, 0, 1), searched(ops, vectors));
        Value square = ops.add(ops.sum(ops.multiply(x, x), true, 3), ops.least(products, true, 3));
        return ops.transpose(ops.sqrt(ops.relu(square)), 0, 3, 1, 2);
    }

    /** -2 B^T, and below it |b|^2 for each vector: (C + 1) x M. */
    private static Value searched(Operators ops, FloatTensor vectors) {
        int count = vectors.shape().extent(0);
        int channels = vectors.shape().extent(1);
        float[] searched = new float[count * (channels + 1)];
        for (int i = 0; i < count * channels; i++) {
            float b = vectors.data()[i];
            searched[i % channels * count + i / channels] = -2 * b;
            searched[channels * count + i / channels] += b * b;
        }
        return ops.builder().constant(FloatTensor.of(searched, channels + 1, count));
    }

    private static Value constant(Operators ops, Parameters parameters, String name, Shape shape) {
        return ops.builder().constant(name, parameters.get(name, shape));
    }
}

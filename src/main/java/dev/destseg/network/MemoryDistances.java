package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.List;

/**
 * Operators for the distances of features, N x C x side x side, from what a memory remembers: N x 1 x side x side.
 *
 * @param exposure tells the memory's constants from those of another in the same graph
 * @param memory its parameters, under their own names
 */
record MemoryDistances(Operators ops, Exposure exposure, Parameters memory) {

    /** |(x - mean) W|, position by position. */
    Value mahalanobis(Level level, Value features) {
        int side = level.side();
        int channels = level.channels();
        Value mean = constant(InstantParameters.gaussianMean(level), Shape.of(side, side, 1, channels));
        Value whitening =
                constant(InstantParameters.gaussianWhitening(level), Shape.of(side, side, channels, channels));
        Value x = ops.transpose(features, 2, 3, 0, 1);
        Value y = ops.matMul(ops.subtract(x, mean), whitening);
        return ops.transpose(ops.sqrt(ops.sum(ops.multiply(y, y), true, 3)), 2, 3, 0, 1);
    }

    /** From the nearest good feature, by the widths of those. @param searching as {@link #searching} makes them */
    Value nearest(Level level, Value searching) {
        FloatTensor vectors = rows(InstantParameters.bankVectors(level), level);
        FloatTensor widths = memory.get(
                InstantParameters.bankWidths(level), Shape.of(vectors.shape().extent(0)));
        return nearest(searching, vectors, widths);
    }

    /**
     * From the nearest feature of a shown defect, by the width of the good feature that is nearest to that one, but at most 1: were it
     * larger than that, a good part where little scatters would be nearer to the defect; and where much scatters, much would be like it.
     *
     * @param searching as {@link #searching} makes them
     */
    Value nearestKnown(Level level, Value searching) {
        FloatTensor known = rows(InstantParameters.knownDefects(level), level);
        FloatTensor bank = rows(InstantParameters.bankVectors(level), level);
        float[] bankWidths = memory.get(
                        InstantParameters.bankWidths(level),
                        Shape.of(bank.shape().extent(0)))
                .data();
        int channels = level.channels();
        float[] mean = memory.get(InstantParameters.bankMean(level), Shape.of(channels))
                .data();
        float[] scale = memory.get(InstantParameters.bankScale(level), Shape.of(channels))
                .data();
        float[] standardised = new float[known.data().length];
        for (int i = 0; i < standardised.length; i++) {
            standardised[i] = (known.data()[i] - mean[i % channels]) * scale[i % channels];
        }
        float[] widths = new float[known.shape().extent(0)];
        for (int i = 0; i < widths.length; i++) {
            int good = nearest(bank.data(), bankWidths, standardised, i * channels, channels);
            widths[i] = Math.min(1, bankWidths[good]);
        }
        return nearest(
                searching,
                FloatTensor.of(standardised, widths.length, channels),
                FloatTensor.of(widths, widths.length));
    }

    /** The row of the bank that is nearest to a vector, by its width. */
    private static int nearest(float[] bank, float[] widths, float[] vectors, int from, int channels) {
        int nearest = 0;
        float least = Float.MAX_VALUE;
        for (int row = 0; row < widths.length; row++) {
            float square = 0;
            for (int channel = 0; channel < channels; channel++) {
                float difference = bank[row * channels + channel] - vectors[from + channel];
                square += difference * difference;
            }
            float distance = square / (widths[row] * widths[row]);
            if (distance < least) {
                least = distance;
                nearest = row;
            }
        }
        return nearest;
    }

    private FloatTensor rows(String name, Level level) {
        FloatTensor rows = memory.tensors().get(name);
        return memory.get(name, Shape.of(rows == null ? 0 : rows.shape().extent(0), level.channels()));
    }

    /** Standardised features x, then 1 and |x|^2: N x side x side x (C + 2). */
    Value searching(Level level, Value features) {
        int channels = level.channels();
        Value mean = constant(InstantParameters.bankMean(level), Shape.of(channels));
        Value scale = constant(InstantParameters.bankScale(level), Shape.of(channels));
        Value x = ops.multiply(ops.subtract(ops.transpose(features, 0, 2, 3, 1), mean), scale);
        Value ones = ops.padWith(1, x, 0, 0, 0, 0, 0, 0, 0, 1);
        return ops.concatenate(3, List.of(ones, ops.sum(ops.multiply(x, x), true, 3)));
    }

    /** The root of the least over b of |x - b|^2 / w^2 = (|x|^2 - 2 x b + |b|^2) / w^2, w the width of b, in one product. */
    private Value nearest(Value searching, FloatTensor vectors, FloatTensor widths) {
        Value square = ops.least(ops.matMul(searching, searched(vectors, widths)), true, 3);
        return ops.transpose(ops.sqrt(ops.relu(square)), 0, 3, 1, 2);
    }

    /** -2 B^T, below it |b|^2 and below that 1 for each vector, all over the square of its width: (C + 2) x M. */
    private Value searched(FloatTensor vectors, FloatTensor widths) {
        int count = vectors.shape().extent(0);
        int channels = vectors.shape().extent(1);
        float[] searched = new float[count * (channels + 2)];
        for (int i = 0; i < count; i++) {
            float share = 1 / (widths.data()[i] * widths.data()[i]);
            float square = 0;
            for (int channel = 0; channel < channels; channel++) {
                float b = vectors.data()[i * channels + channel];
                searched[channel * count + i] = -2 * b * share;
                square += b * b;
            }
            searched[channels * count + i] = square * share;
            searched[(channels + 1) * count + i] = share;
        }
        return ops.builder().constant(FloatTensor.of(searched, channels + 2, count));
    }

    /** @throws dev.destseg.tensor.InputException when the parameter is missing or has another shape */
    Value constant(String name, Shape shape) {
        return ops.builder().constant(exposure.prefix() + name, memory.get(name, shape));
    }
}

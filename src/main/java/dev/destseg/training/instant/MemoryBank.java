package dev.destseg.training.instant;

import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.Map;
import java.util.SplittableRandom;

/** Chooses what a memory bank remembers of a sample of features: each channel standardised, then a coreset. */
final class MemoryBank {
    private static final double LEAST_DEVIATION = 1e-6;

    private MemoryBank() {}

    /** The parameters of the bank of a level, as {@link InstantModel} names them. */
    static Map<String, FloatTensor> fit(FeatureSample sample, int size, SplittableRandom random) {
        Level level = sample.level();
        int channels = level.channels();
        float[] means = new float[channels];
        float[] scales = new float[channels];
        float[][] columns = new float[channels][];
        for (int channel = 0; channel < channels; channel++) {
            columns[channel] = standardised(sample, channel, means, scales);
        }
        int[] chosen = Coreset.choose(columns, size, random);
        float[] vectors = new float[chosen.length * channels];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = columns[i % channels][chosen[i / channels]];
        }
        return Map.of(
                InstantModel.bankMean(level), FloatTensor.of(means, channels),
                InstantModel.bankScale(level), FloatTensor.of(scales, channels),
                InstantModel.bankVectors(level), FloatTensor.of(vectors, chosen.length, channels));
    }

    /** The bank of a level as it was before it was chosen from again. */
    static FeatureSample restored(Level level, long seen, Parameters parameters) {
        int channels = level.channels();
        float[] mean =
                parameters.get(InstantModel.bankMean(level), Shape.of(channels)).data();
        float[] scale = parameters
                .get(InstantModel.bankScale(level), Shape.of(channels))
                .data();
        FloatTensor bank = parameters.tensors().get(InstantModel.bankVectors(level));
        int count = bank == null ? 0 : bank.shape().extent(0);
        float[] chosen = parameters
                .get(InstantModel.bankVectors(level), Shape.of(count, channels))
                .data()
                .clone();
        double[] means = new double[channels];
        double[] deviations = new double[channels];
        for (int c = 0; c < channels; c++) {
            means[c] = mean[c];
            deviations[c] = 1.0 / scale[c] - LEAST_DEVIATION;
        }
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = (float) (means[i % channels] + chosen[i] / (double) scale[i % channels]);
        }
        return FeatureSample.restored(level, seen, means, deviations, chosen);
    }

    private static float[] standardised(FeatureSample sample, int channel, float[] means, float[] scales) {
        means[channel] = (float) sample.mean(channel);
        scales[channel] = (float) (1 / (sample.deviation(channel) + LEAST_DEVIATION));
        float[] column = new float[sample.count()];
        for (int i = 0; i < column.length; i++) {
            column[i] = (sample.at(i, channel) - means[channel]) * scales[channel];
        }
        return column;
    }
}

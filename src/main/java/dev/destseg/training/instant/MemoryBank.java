package dev.destseg.training.instant;

import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.tensor.FloatTensor;
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

    private static float[] standardised(FeatureSample sample, int channel, float[] means, float[] scales) {
        int count = sample.count();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double x = sample.at(i, channel);
            sum += x;
            squares += x * x;
        }
        double mean = sum / count;
        double deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
        means[channel] = (float) mean;
        scales[channel] = (float) (1 / (deviation + LEAST_DEVIATION));
        float[] column = new float[count];
        for (int i = 0; i < count; i++) {
            column[i] = (sample.at(i, channel) - means[channel]) * scales[channel];
        }
        return column;
    }
}

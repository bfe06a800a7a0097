package dev.destseg.training.instant;

import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Chooses what a memory bank remembers of a sample of features: each channel standardised, then a coreset. Each vector of
 * it has a width: how far from it other good parts have their nearest features, as a share of what is usual. At stride 8
 * all are 1.
 */
final class MemoryBank {
    private static final double LEAST_DEVIATION = 1e-6;
    /** Nearly all are within these; a feature that stands alone must not make everything look near. */
    private static final float LEAST_WIDTH = 0.5f;

    private static final float LARGEST_WIDTH = 2;
    private static final int LEAST_STRIDE = 16;

    private MemoryBank() {}

    /**
     * The parameters of the bank of a level, as {@link InstantModel} names them. What is random is drawn now; the rest, which
     * takes long, may be done by another thread.
     */
    static Supplier<Map<String, FloatTensor>> fit(FeatureSample sample, int size, SplittableRandom random) {
        int channels = sample.level().channels();
        float[] means = new float[channels];
        float[] scales = new float[channels];
        float[][] columns = new float[channels][];
        for (int channel = 0; channel < channels; channel++) {
            columns[channel] = standardised(sample, channel, means, scales);
        }
        Supplier<Coreset> choice = Coreset.choose(columns, sample.origins(), size, random);
        return () -> parameters(sample, choice.get(), columns, means, scales);
    }

    private static Map<String, FloatTensor> parameters(
            FeatureSample sample, Coreset coreset, float[][] columns, float[] means, float[] scales) {
        Level level = sample.level();
        int channels = level.channels();
        int[] chosen = coreset.chosen();
        float[] vectors = new float[chosen.length * channels];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = columns[i % channels][chosen[i / channels]];
        }
        return Map.of(
                InstantParameters.bankMean(level), FloatTensor.of(means, channels),
                InstantParameters.bankScale(level), FloatTensor.of(scales, channels),
                InstantParameters.bankVectors(level), FloatTensor.of(vectors, chosen.length, channels),
                InstantParameters.bankWidths(level), FloatTensor.of(widths(coreset, sample), chosen.length));
    }

    /** Those restored stay: what is left of their sample lies too far apart to measure them again. */
    private static float[] widths(Coreset coreset, FeatureSample sample) {
        float[] widths = new float[coreset.chosen().length];
        if (sample.level().stride() < LEAST_STRIDE) {
            Arrays.fill(widths, 1);
            return widths;
        }
        float[] restored = sample.widths();
        float usual = usual(coreset, restored);
        for (int i = 0; i < widths.length; i++) {
            float before = restored[coreset.chosen()[i]];
            float measured = coreset.widths()[i] > 0 && usual > 0 ? coreset.widths()[i] / usual : 1;
            widths[i] = before > 0 ? before : Math.max(LEAST_WIDTH, Math.min(LARGEST_WIDTH, measured));
        }
        return widths;
    }

    /** The median of those measured now; 0 if none was. */
    private static float usual(Coreset coreset, float[] restored) {
        double[] measured = IntStream.range(0, coreset.chosen().length)
                .filter(i -> restored[coreset.chosen()[i]] == 0 && coreset.widths()[i] > 0)
                .mapToDouble(i -> coreset.widths()[i])
                .sorted()
                .toArray();
        return measured.length == 0 ? 0 : (float) measured[measured.length / 2];
    }

    /** The bank of a level as it was before it was chosen from again. One without widths has those that are usual. */
    static FeatureSample restored(Level level, long seen, Parameters parameters) {
        int channels = level.channels();
        float[] mean = parameters
                .get(InstantParameters.bankMean(level), Shape.of(channels))
                .data();
        float[] scale = parameters
                .get(InstantParameters.bankScale(level), Shape.of(channels))
                .data();
        FloatTensor bank = parameters.tensors().get(InstantParameters.bankVectors(level));
        int count = bank == null ? 0 : bank.shape().extent(0);
        float[] chosen = parameters
                .get(InstantParameters.bankVectors(level), Shape.of(count, channels))
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
        return FeatureSample.restored(level, seen, means, deviations, chosen, widths(level, count, parameters));
    }

    private static float[] widths(Level level, int count, Parameters parameters) {
        if (parameters.tensors().containsKey(InstantParameters.bankWidths(level))) {
            return parameters
                    .get(InstantParameters.bankWidths(level), Shape.of(count))
                    .data();
        }
        float[] widths = new float[count];
        Arrays.fill(widths, 1);
        return widths;
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

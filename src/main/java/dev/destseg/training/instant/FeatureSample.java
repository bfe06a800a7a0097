package dev.destseg.training.instant;

import dev.destseg.network.InstantModel.Level;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Features drawn from all positions of all images of one level, as many from each image: what a memory bank is chosen
 * from; the image that each comes from; and mean and deviation of each channel over all features, by which a bank is
 * standardised. Not safe between threads.
 */
final class FeatureSample {
    private static final int NO_IMAGE = -1;

    private final Level level;
    private final int perImage;
    private final double[] sums;
    private final double[] squares;
    private float[] vectors = new float[0];
    private int[] origins = new int[0];
    /** Of the features restored; 0 for the others. */
    private float[] widths = new float[0];

    private int count;
    private int images;
    private long seen;

    /** @param perImage features taken of each image; all of them if there are no more */
    FeatureSample(Level level, int perImage) {
        this.level = level;
        this.perImage = Math.min(perImage, level.side() * level.side());
        this.sums = new double[level.channels()];
        this.squares = new double[level.channels()];
    }

    /**
     * Chosen before, to choose from again together with others.
     *
     * @param seen how many features they were chosen from
     * @param means of those, C
     * @param deviations of those, C
     * @param chosen M x C
     * @param widths of the chosen, M, see {@link MemoryBank}
     */
    static FeatureSample restored(
            Level level, long seen, double[] means, double[] deviations, float[] chosen, float[] widths) {
        FeatureSample sample = new FeatureSample(level, 0);
        sample.seen = seen;
        for (int c = 0; c < means.length; c++) {
            sample.sums[c] = seen * means[c];
            sample.squares[c] = seen * (deviations[c] * deviations[c] + means[c] * means[c]);
        }
        sample.vectors = chosen.clone();
        sample.widths = widths.clone();
        sample.count = widths.length;
        sample.origins = new int[widths.length];
        Arrays.fill(sample.origins, NO_IMAGE);
        return sample;
    }

    /**
     * @param features of an image or a piece of one, side x side x C, from {@code offset} on
     * @param origin the number of the image
     */
    void add(float[] features, int offset, int origin, SplittableRandom random) {
        int positions = level.side() * level.side();
        int channels = level.channels();
        for (int i = 0; i < positions * channels; i++) {
            double x = features[offset + i];
            sums[i % channels] += x;
            squares[i % channels] += x * x;
        }
        seen += positions;
        images = Math.max(images, origin + 1);
        reserve(count + perImage);
        int wanted = perImage;
        for (int position = 0; wanted > 0; position++) {
            if (random.nextInt(positions - position) < wanted) {
                System.arraycopy(features, offset + position * channels, vectors, count * channels, channels);
                origins[count++] = origin;
                wanted--;
            }
        }
    }

    private void reserve(int wanted) {
        int needed = Math.multiplyExact(wanted, level.channels());
        if (needed > vectors.length) {
            vectors = Arrays.copyOf(vectors, Math.max(needed, withRoom(vectors.length)));
        }
        if (wanted > origins.length) {
            origins = Arrays.copyOf(origins, Math.max(wanted, withRoom(origins.length)));
            widths = Arrays.copyOf(widths, origins.length);
        }
    }

    /** A quarter more: several samples are held at a time, and twice as much would mostly be empty. */
    private static int withRoom(int length) {
        return length + length / 4;
    }

    /** These features and others. */
    FeatureSample plus(FeatureSample others) {
        FeatureSample both = new FeatureSample(level, perImage);
        both.reserve(count + others.count);
        System.arraycopy(vectors, 0, both.vectors, 0, count * level.channels());
        System.arraycopy(others.vectors, 0, both.vectors, count * level.channels(), others.count * level.channels());
        System.arraycopy(widths, 0, both.widths, 0, count);
        System.arraycopy(others.widths, 0, both.widths, count, others.count);
        System.arraycopy(origins, 0, both.origins, 0, count);
        for (int i = 0; i < others.count; i++) {
            both.origins[count + i] = others.origins[i] == NO_IMAGE ? NO_IMAGE : images + others.origins[i];
        }
        both.images = images + others.images;
        both.count = count + others.count;
        both.seen = seen + others.seen;
        for (int c = 0; c < sums.length; c++) {
            both.sums[c] = sums[c] + others.sums[c];
            both.squares[c] = squares[c] + others.squares[c];
        }
        return both;
    }

    Level level() {
        return level;
    }

    int count() {
        return count;
    }

    /** For each feature the number of its image; equal numbers, equal images. A restored one has no image: -1. */
    int[] origins() {
        return Arrays.copyOf(origins, count);
    }

    /** For each feature its width as it was restored, or 0. */
    float[] widths() {
        return Arrays.copyOf(widths, count);
    }

    /** How many features these were drawn from. */
    long seen() {
        return seen;
    }

    /** Over all features. */
    double mean(int channel) {
        return sums[channel] / seen;
    }

    /** Standard deviation over all features. */
    double deviation(int channel) {
        return Math.sqrt(Math.max(0, squares[channel] / seen - mean(channel) * mean(channel)));
    }

    /** One channel of one feature. */
    float at(int vector, int channel) {
        return vectors[vector * level.channels() + channel];
    }
}

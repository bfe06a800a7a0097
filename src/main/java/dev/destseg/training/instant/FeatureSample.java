package dev.destseg.training.instant;

import dev.destseg.network.InstantModel.Level;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Features drawn from all positions of all images of one level, as many from each image: what a memory bank is chosen
 * from. Bounded, however many the images. Not safe between threads.
 */
final class FeatureSample {
    private final Level level;
    private final int perImage;
    private float[] vectors = new float[0];
    private int count;

    /** @param perImage features taken of each image; all of them if there are no more */
    FeatureSample(Level level, int perImage) {
        this.level = level;
        this.perImage = Math.min(perImage, level.side() * level.side());
    }

    /** @param features of an image, side x side x C, from {@code offset} on */
    void add(float[] features, int offset, SplittableRandom random) {
        int positions = level.side() * level.side();
        int channels = level.channels();
        reserve(count + perImage);
        int wanted = perImage;
        for (int position = 0; wanted > 0; position++) {
            if (random.nextInt(positions - position) < wanted) {
                System.arraycopy(features, offset + position * channels, vectors, count * channels, channels);
                count++;
                wanted--;
            }
        }
    }

    private void reserve(int wanted) {
        int needed = Math.multiplyExact(wanted, level.channels());
        if (needed > vectors.length) {
            vectors = Arrays.copyOf(vectors, Math.max(needed, 2 * vectors.length));
        }
    }

    /** These features and others. */
    FeatureSample plus(FeatureSample others) {
        FeatureSample both = new FeatureSample(level, perImage);
        both.reserve(count + others.count);
        System.arraycopy(vectors, 0, both.vectors, 0, count * level.channels());
        System.arraycopy(others.vectors, 0, both.vectors, count * level.channels(), others.count * level.channels());
        both.count = count + others.count;
        return both;
    }

    Level level() {
        return level;
    }

    int count() {
        return count;
    }

    /** One channel of one feature. */
    float at(int vector, int channel) {
        return vectors[vector * level.channels() + channel];
    }
}

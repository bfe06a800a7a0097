package dev.destseg.evaluation;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Mask;
import java.util.Arrays;

/** The pixels and instances of some images, as far as the metrics need them. Not thread-safe. */
final class Sample {
    private final int limit;
    private PixelCounts pixels = PixelCounts.EMPTY;
    private int[] instanceBits = new int[16];
    private int instances;

    /** @param limit the most distinct pixel scores to hold */
    Sample(int limit) {
        this.limit = limit;
    }

    void add(AnomalyMap map, Mask mask) {
        int[] bits = new int[map.values().length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = AnomalyScore.bits(map.values()[i]);
        }
        Instances found = Instances.of(mask);
        pixels = pixels.plus(PixelCounts.of(bits, found), limit);
        for (int score : instanceScores(bits, found)) {
            addInstance(score);
        }
    }

    /** The pixels and instances of both. */
    Sample plus(Sample other) {
        Sample sum = new Sample(limit);
        sum.pixels = pixels.plus(other.pixels, limit);
        sum.instanceBits = Arrays.copyOf(instanceBits, Math.max(16, instances + other.instances));
        System.arraycopy(other.instanceBits, 0, sum.instanceBits, instances, other.instances);
        sum.instances = instances + other.instances;
        return sum;
    }

    PixelCounts pixels() {
        return pixels;
    }

    /** The bits of the instance scores, ascending. */
    int[] sortedInstances() {
        int[] sorted = Arrays.copyOf(instanceBits, instances);
        Arrays.sort(sorted);
        return sorted;
    }

    private void addInstance(int bits) {
        if (instances == instanceBits.length) {
            instanceBits = Arrays.copyOf(instanceBits, 2 * instances);
        }
        instanceBits[instances++] = bits;
    }

    /** An instance's score is element floor(n / 2) of its n scores in descending order. */
    private static int[] instanceScores(int[] bits, Instances found) {
        int[][] scores = new int[found.count() + 1][];
        for (int label = 1; label < scores.length; label++) {
            scores[label] = new int[found.areas()[label]];
        }
        int[] filled = new int[scores.length];
        for (int i = 0; i < bits.length; i++) {
            int label = found.labels()[i];
            if (label != 0) {
                scores[label][filled[label]++] = bits[i];
            }
        }
        int[] medians = new int[found.count()];
        for (int label = 1; label < scores.length; label++) {
            Arrays.sort(scores[label]);
            int area = scores[label].length;
            medians[label - 1] = scores[label][area - 1 - area / 2];
        }
        return medians;
    }
}

package dev.destseg.evaluation;

import java.util.Arrays;

/**
 * How many normal and anomalous pixels have which score: the distinct scores in ascending order, with counts. Immutable.
 *
 * <p>A score is held as the bits of its float, which grow with the value in [0, 1]. While there are no more distinct
 * scores than a limit, the table is exact. Beyond it, the lowest bit is dropped from all scores (again and again if need
 * be), which makes neighbours equal: the table keeps its size, and every score keeps the same relative precision. Scores
 * between 1e-5 and 1 at a limit of 2^18 keep about 14 bits of fraction, 6e-5 of their value.
 *
 * <p>What that can cost: only pairs of pixels made equal can be ordered wrongly, so the area under the ROC curve is off by
 * at most {@link #tiedPairs} / 2.
 */
final class PixelCounts {
    private static final int DIGIT_BITS = 15;
    static final PixelCounts EMPTY = new PixelCounts(0, new int[0], new long[0], new long[0], new double[0]);

    private final int droppedBits;
    private final int[] keys;
    private final long[] normal;
    private final long[] anomalous;
    private final double[] share;

    /**
     * @param keys bits of the scores, ascending, without the lowest droppedBits
     * @param normal pixels outside every instance, by key
     * @param anomalous pixels inside an instance, by key
     * @param share sum of 1 / (pixels of its instance) over the anomalous pixels, by key
     */
    private PixelCounts(int droppedBits, int[] keys, long[] normal, long[] anomalous, double[] share) {
        this.droppedBits = droppedBits;
        this.keys = keys;
        this.normal = normal;
        this.anomalous = anomalous;
        this.share = share;
    }

    /** The pixels of one image: the bits of each score and the instances they belong to. */
    static PixelCounts of(int[] bits, Instances instances) {
        long[] packed = new long[bits.length];
        for (int i = 0; i < bits.length; i++) {
            packed[i] = (long) bits[i] << 32 | instances.labels()[i];
        }
        PixelCounts all = allocate(0, bits.length);
        int size = 0;
        for (long pixel : sortedByDigit(sortedByDigit(packed, 32), 32 + DIGIT_BITS)) {
            int key = (int) (pixel >>> 32);
            int label = (int) pixel;
            if (size == 0 || all.keys[size - 1] != key) {
                all.keys[size++] = key;
            }
            if (label == 0) {
                all.normal[size - 1]++;
            } else {
                all.anomalous[size - 1]++;
                all.share[size - 1] += 1.0 / instances.areas()[label];
            }
        }
        return all.first(size);
    }

    /** Both together, with at most so many distinct scores. */
    PixelCounts plus(PixelCounts other, int limit) {
        int bits = Math.max(droppedBits, other.droppedBits);
        PixelCounts sum = merge(dropping(bits), other.dropping(bits));
        while (sum.keys.length > limit) {
            sum = sum.dropping(sum.droppedBits + 1);
        }
        return sum;
    }

    /** The number of distinct scores. */
    int size() {
        return keys.length;
    }

    /** From the highest score down: normal and anomalous pixels. */
    Ranking ranking() {
        return new Ranking(scores(), descending(normal), descending(anomalous));
    }

    /** From the highest score down: normal pixels, and the sum of the shares of the instances that are reached. */
    Ranking regionRanking() {
        double[] shares = new double[keys.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = share[shares.length - 1 - i];
        }
        return new Ranking(scores(), descending(normal), shares);
    }

    /** The index, in a ranking, of the score with these bits, which must be among those added. */
    int rankOf(int bits) {
        return keys.length - 1 - Arrays.binarySearch(keys, bits >>> droppedBits);
    }

    /** The part of all (normal, anomalous) pairs that share a score. */
    double tiedPairs() {
        double tied = 0;
        double normals = 0;
        double anomalies = 0;
        for (int i = 0; i < keys.length; i++) {
            tied += (double) normal[i] * anomalous[i];
            normals += normal[i];
            anomalies += anomalous[i];
        }
        return tied / (normals * anomalies);
    }

    private double[] scores() {
        double[] scores = new double[keys.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Float.intBitsToFloat(keys[scores.length - 1 - i] << droppedBits);
        }
        return scores;
    }

    private static double[] descending(long[] counts) {
        double[] reversed = new double[counts.length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = counts[reversed.length - 1 - i];
        }
        return reversed;
    }

    private PixelCounts dropping(int bits) {
        if (bits == droppedBits) {
            return this;
        }
        PixelCounts coarse = allocate(bits, keys.length);
        int size = 0;
        for (int i = 0; i < keys.length; i++) {
            int key = keys[i] >>> (bits - droppedBits);
            if (size == 0 || coarse.keys[size - 1] != key) {
                coarse.keys[size++] = key;
            }
            coarse.accumulate(size - 1, this, i);
        }
        return coarse.first(size);
    }

    private static PixelCounts merge(PixelCounts a, PixelCounts b) {
        PixelCounts sum = allocate(a.droppedBits, a.keys.length + b.keys.length);
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < a.keys.length || j < b.keys.length) {
            boolean takeA = j == b.keys.length || i < a.keys.length && a.keys[i] <= b.keys[j];
            boolean takeB = i == a.keys.length || j < b.keys.length && b.keys[j] <= a.keys[i];
            sum.keys[size] = takeA ? a.keys[i] : b.keys[j];
            if (takeA) {
                sum.accumulate(size, a, i++);
            }
            if (takeB) {
                sum.accumulate(size, b, j++);
            }
            size++;
        }
        return sum.first(size);
    }

    /** Orders by one digit and keeps the order of equal ones; the bits of a score, 30 at most, are two digits. */
    private static long[] sortedByDigit(long[] unsorted, int shift) {
        int mask = (1 << DIGIT_BITS) - 1;
        int[] next = new int[mask + 2];
        for (long pixel : unsorted) {
            next[(int) (pixel >>> shift & mask) + 1]++;
        }
        for (int digit = 0; digit <= mask; digit++) {
            next[digit + 1] += next[digit];
        }
        long[] sorted = new long[unsorted.length];
        for (long pixel : unsorted) {
            sorted[next[(int) (pixel >>> shift & mask)]++] = pixel;
        }
        return sorted;
    }

    private void accumulate(int at, PixelCounts from, int index) {
        normal[at] += from.normal[index];
        anomalous[at] += from.anomalous[index];
        share[at] += from.share[index];
    }

    private static PixelCounts allocate(int droppedBits, int size) {
        return new PixelCounts(droppedBits, new int[size], new long[size], new long[size], new double[size]);
    }

    private PixelCounts first(int size) {
        return new PixelCounts(
                droppedBits,
                Arrays.copyOf(keys, size),
                Arrays.copyOf(normal, size),
                Arrays.copyOf(anomalous, size),
                Arrays.copyOf(share, size));
    }
}

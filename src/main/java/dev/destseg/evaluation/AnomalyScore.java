package dev.destseg.evaluation;

import dev.destseg.image.AnomalyMap;
import dev.destseg.tensor.InputException;

/**
 * The anomaly score of an image: the mean of the T highest values of its map (DeSTSeg, inference), in [0, 1].
 *
 * <p>T is 100 at 256 x 256 and follows the number of pixels, so that a score means the same at every resolution.
 *
 * <p>The T-th highest value is found by its bits: for numbers in [0, 1] the bits of a float grow with its value, so two
 * counting passes, over the upper and then the lower half of the bits, find it exactly in linear time.
 */
public final class AnomalyScore {
    private static final int LOW_BITS = 15;
    private static final int LOW_MASK = (1 << LOW_BITS) - 1;
    private static final int ONE = Float.floatToRawIntBits(1f);

    private AnomalyScore() {}

    /**
     * The mean of the T highest values, T = max(1, round(100 * pixels / 65536)).
     *
     * @throws InputException when a value is not in [0, 1]
     */
    public static double of(AnomalyMap map) {
        return ofHighest(map, countFor(map.values().length));
    }

    /** T for a map of so many pixels. */
    public static int countFor(int pixels) {
        return (int) Math.max(1, Math.round(100.0 * pixels / 65536));
    }

    /**
     * The mean of the highest values.
     *
     * @param count T, 1 to the number of pixels
     * @throws InputException when a value is not in [0, 1]
     */
    public static double ofHighest(AnomalyMap map, int count) {
        float[] values = map.values();
        if (count < 1 || count > values.length) {
            throw new IllegalArgumentException("The " + count + " highest of " + values.length + " values");
        }
        int[] high = new int[(ONE >>> LOW_BITS) + 1];
        for (float value : values) {
            high[bits(value) >>> LOW_BITS]++;
        }
        Rank upper = descend(high, count);
        int[] low = new int[LOW_MASK + 1];
        for (float value : values) {
            if (bits(value) >>> LOW_BITS == upper.bin) {
                low[bits(value) & LOW_MASK]++;
            }
        }
        Rank lower = descend(low, upper.left);
        return meanAbove(values, Float.intBitsToFloat(upper.bin << LOW_BITS | lower.bin), count);
    }

    /**
     * The bits of a score, growing with it; minus zero counts as zero.
     *
     * @throws InputException when the value is not in [0, 1]
     */
    static int bits(float value) {
        if (!(value >= 0f && value <= 1f)) {
            throw new InputException("An anomaly map holds " + value + ", which is not in [0, 1]; "
                    + "the network that made it is damaged or was not trained to the end");
        }
        return Float.floatToRawIntBits(value + 0f);
    }

    private static double meanAbove(float[] values, float last, int count) {
        double sum = 0;
        int above = 0;
        for (float value : values) {
            if (value > last) {
                sum += value;
                above++;
            }
        }
        // Equal values share the last places.
        return (sum + (double) (count - above) * last) / count;
    }

    private static Rank descend(int[] counts, int rank) {
        int left = rank;
        int bin = counts.length - 1;
        while (counts[bin] < left) {
            left -= counts[bin--];
        }
        return new Rank(bin, left);
    }

    /** The bin that holds the wanted place, and which place within the bin it is, from 1. */
    private record Rank(int bin, int left) {}
}

package dev.destseg.evaluation;

import dev.destseg.image.AnomalyMap;
import dev.destseg.tensor.InputException;

/**
 * The anomaly score of an image: the mean of the T highest values of its map (DeSTSeg, inference), in [0, 1].
 *
 * <p>T is 100 at 256 x 256 and follows the number of pixels, so that a score means the same at every resolution.
 *
 * <p>The T-th highest value is found by its bits: for numbers in [0, 1] the bits of a float grow with its value, so four
 * counting passes, over a byte of the bits each from the highest on, find it exactly in linear time and with next to no memory.
 */
public final class AnomalyScore {
    private static final int BYTE_VALUES = 256;

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
        int found = 0;
        int rank = count;
        for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            int[] counts = counts(values, found, shift);
            int bin = BYTE_VALUES - 1;
            while (counts[bin] < rank) {
                rank -= counts[bin--];
            }
            found = found << Byte.SIZE | bin;
        }
        return meanAbove(values, Float.intBitsToFloat(found), count);
    }

    /** How often each byte stands at {@code shift}, among values whose bits before it are those found. */
    private static int[] counts(float[] values, int found, int shift) {
        int[] counts = new int[BYTE_VALUES];
        for (float value : values) {
            // In 64 bits, since nothing is before the first byte of 32.
            long bits = bits(value);
            if (bits >>> shift + Byte.SIZE == found) {
                counts[(int) (bits >>> shift) & BYTE_VALUES - 1]++;
            }
        }
        return counts;
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
}

package dev.destseg.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Average precision over the pixels of many maps, in fixed memory: scores are told apart to 0.4 %. Not safe between
 * threads.
 */
public final class PixelPrecision {
    /** Leaves eight bits of exponent and seven of fraction. */
    private static final int DROPPED_BITS = 16;

    private static final int SCORES = 1 << 15;

    private final double[] normal = new double[SCORES];
    private final double[] anomalous = new double[SCORES];

    /**
     * Adds a pixel.
     *
     * @param score 0 or more
     */
    public void add(float score, boolean inDefect) {
        int place = SCORES - 1 - (Float.floatToIntBits(score) >>> DROPPED_BITS);
        (inDefect ? anomalous : normal)[place]++;
    }

    /** In 0..1; NaN without a pixel of a defect. */
    public double average() {
        int[] seen = IntStream.range(0, SCORES)
                .filter(place -> normal[place] + anomalous[place] > 0)
                .toArray();
        return new Ranking(
                        Arrays.stream(seen).mapToDouble(place -> -place).toArray(),
                        Arrays.stream(seen).mapToDouble(place -> normal[place]).toArray(),
                        Arrays.stream(seen)
                                .mapToDouble(place -> anomalous[place])
                                .toArray())
                .averagePrecision();
    }
}

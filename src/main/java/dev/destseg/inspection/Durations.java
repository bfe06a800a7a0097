package dev.destseg.inspection;

import java.util.Arrays;

/**
 * Many durations of one thing; their percentiles by the nearest rank. Not thread-safe.
 */
public final class Durations {
    private long[] nanoseconds = new long[256];
    private int count;

    void add(long duration) {
        if (count == nanoseconds.length) {
            nanoseconds = Arrays.copyOf(nanoseconds, 2 * count);
        }
        nanoseconds[count++] = duration;
    }

    public int count() {
        return count;
    }

    /**
     * The duration that a share of all does not exceed.
     *
     * @param share in (0, 1]
     * @return milliseconds; NaN when there are no durations
     */
    public double percentile(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanoseconds, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
    }

    /** Milliseconds; NaN when there are no durations. */
    public double mean() {
        return Arrays.stream(nanoseconds, 0, count).average().orElse(Double.NaN) / 1e6;
    }
}

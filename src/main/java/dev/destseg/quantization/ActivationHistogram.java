package dev.destseg.quantization;

import java.util.Arrays;

/**
 * How often a value has been how large. Bins lie evenly over [-limit, limit]; a number beyond doubles the limit, and
 * pairs of bins become one. Zeros are not counted: they are exact in any range, and after a rectifier they would drown
 * all else. Not thread-safe.
 */
final class ActivationHistogram {
    private static final int BINS = 8192;
    private static final double CUT_OFF = 1e-4;
    private static final int LEVELS = 256;
    /** Bins between two ranges that are tried. */
    private static final int STRIDE = 16;

    private final long[] bins = new long[BINS];
    private float limit = 1e-3f;
    private float least;
    private float most;

    /** @throws IllegalArgumentException for a number that is not finite */
    void add(float[] numbers) {
        for (float number : numbers) {
            if (number == 0) {
                continue;
            }
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("The network computes " + number + ", which no byte can stand for");
            }
            least = Math.min(least, number);
            most = Math.max(most, number);
            while (Math.abs(number) >= limit) {
                widen();
            }
            bins[(int) ((number / limit + 1) * (BINS / 2))]++;
        }
    }

    private void widen() {
        long[] narrow = bins.clone();
        Arrays.fill(bins, 0);
        for (int i = 0; i < BINS; i++) {
            bins[BINS / 4 + i / 2] += narrow[i];
        }
        limit *= 2;
    }

    ActivationRange range(RangeMethod method) {
        float reach =
                switch (method) {
                    case MIN_MAX -> Math.max(most, -least);
                    case PERCENTILE -> percentile();
                    case ENTROPY -> leastLoss();
                };
        return new ActivationRange(Math.max(least, -reach), Math.min(most, reach));
    }

    /** The counts of |x|. */
    private long[] magnitudes() {
        long[] counts = new long[BINS / 2];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = bins[BINS / 2 + i] + bins[BINS / 2 - 1 - i];
        }
        return counts;
    }

    private float reach(int binsKept) {
        return limit * binsKept / (BINS / 2);
    }

    private float percentile() {
        long[] counts = magnitudes();
        long allowed = (long) (CUT_OFF * Arrays.stream(counts).sum());
        int kept = counts.length;
        long beyond = 0;
        while (kept > 1 && beyond + counts[kept - 1] <= allowed) {
            beyond += counts[--kept];
        }
        return reach(kept);
    }

    private float leastLoss() {
        long[] counts = magnitudes();
        int used = counts.length;
        while (used > 1 && counts[used - 1] == 0) {
            used--;
        }
        int levels = least < 0 ? LEVELS / 2 : LEVELS;
        int best = used;
        double smallest = Double.POSITIVE_INFINITY;
        for (int kept = used; kept >= levels; kept -= STRIDE) {
            double loss = divergence(counts, kept, levels);
            if (loss < smallest) {
                smallest = loss;
                best = kept;
            }
        }
        return reach(best);
    }

    /**
     * Kullback-Leibler divergence of the counts, what lies beyond added to the last bin, from what is left of them with
     * so many levels.
     */
    private static double divergence(long[] counts, int kept, int levels) {
        double total = Arrays.stream(counts).sum();
        double inside = Arrays.stream(counts, 0, kept).sum();
        double divergence = 0;
        for (int level = 0; level < levels; level++) {
            int from = (int) ((long) level * kept / levels);
            int to = (int) ((long) (level + 1) * kept / levels);
            long sum = 0;
            int filled = 0;
            for (int i = from; i < to; i++) {
                sum += counts[i];
                filled += counts[i] > 0 ? 1 : 0;
            }
            for (int i = from; i < to; i++) {
                double p = (counts[i] + (i == kept - 1 ? total - inside : 0)) / total;
                if (p > 0) {
                    // A last bin that was empty before it took what lies beyond has no share of its own.
                    double q = counts[i] > 0 ? sum / (filled * inside) : 1 / inside;
                    divergence += p * Math.log(p / q);
                }
            }
        }
        return divergence;
    }
}

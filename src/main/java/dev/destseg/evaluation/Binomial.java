package dev.destseg.evaluation;

/** Tails of the binomial distribution, and what they say about how often a score is exceeded. */
final class Binomial {
    private Binomial() {}

    /**
     * P(X &gt;= atLeast) for X the number of hits in so many trials, each with the given probability.
     *
     * <p>Sums the terms below in logarithms, so that many trials do not underflow.
     */
    static double upperTail(int trials, double probability, int atLeast) {
        double logOdds = Math.log(probability) - Math.log1p(-probability);
        double logTerm = trials * Math.log1p(-probability);
        double below = 0;
        for (int hits = 0; hits < atLeast; hits++) {
            below += Math.exp(logTerm);
            logTerm += Math.log((double) (trials - hits) / (hits + 1)) + logOdds;
        }
        return Math.max(0, 1 - below);
    }

    /** The smallest rate that so many good scores can bound: the one the highest of them bounds, 1 - (1 - c)^(1/n). */
    static double smallestRate(int images, double confidence) {
        return -Math.expm1(Math.log1p(-confidence) / images);
    }

    /** How many good scores it takes to bound the rate at all. */
    static long imagesFor(double rate, double confidence) {
        return (long) Math.ceil(Math.log1p(-confidence) / Math.log1p(-rate));
    }

    /**
     * The largest k such that the k-th highest of n scores is exceeded at no more than the rate with the confidence: the
     * part of all scores above it is at most Beta(k, n - k + 1) distributed, and P(Beta(k, n - k + 1) &lt;= rate) =
     * P(Binomial(n, rate) &gt;= k).
     *
     * @return k, or 0 when the n scores cannot support the rate
     */
    static int rank(int images, double rate, double confidence) {
        int low = 0;
        int high = images;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (upperTail(images, rate, middle) >= confidence) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}

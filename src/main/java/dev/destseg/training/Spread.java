package dev.destseg.training;

import java.util.Arrays;

/**
 * A figure over several runs, in percent.
 *
 * @param mean NaN without a run
 * @param deviation of the sample, with n - 1; NaN with fewer than two runs
 * @param runs n, those where the figure is defined
 */
public record Spread(double mean, double deviation, int runs) {
    /** @param figures NaN where undefined: these do not count */
    static Spread of(double... figures) {
        double[] defined =
                Arrays.stream(figures).filter(figure -> !Double.isNaN(figure)).toArray();
        double mean = Arrays.stream(defined).average().orElse(Double.NaN);
        double squares = Arrays.stream(defined)
                .map(figure -> (figure - mean) * (figure - mean))
                .sum();
        double deviation = defined.length < 2 ? Double.NaN : Math.sqrt(squares / (defined.length - 1));
        return new Spread(mean, deviation, defined.length);
    }
}

package dev.destseg.recipe;

import java.util.Arrays;

/**
 * How a trait is spread over images.
 *
 * @param mean of all
 * @param deviation standard deviation
 * @param lowest of all
 * @param highest of all
 */
public record TraitRange(double mean, double deviation, double lowest, double highest) {
    /** @throws IllegalArgumentException unless lowest <= mean <= highest and all are finite and none is negative */
    public TraitRange {
        boolean finite = Double.isFinite(highest) && Double.isFinite(deviation);
        if (!finite || !(deviation >= 0) || !(0 <= lowest && lowest <= mean && mean <= highest)) {
            throw new IllegalArgumentException("A range has finite numbers with 0 <= lowest <= mean <= highest");
        }
    }

    /** @param values at least one */
    public static TraitRange of(double[] values) {
        double lowest = Arrays.stream(values).min().orElseThrow();
        double highest = Arrays.stream(values).max().orElseThrow();
        // Rounding may carry the mean of equal values beyond them.
        double mean = Math.min(
                highest, Math.max(lowest, Arrays.stream(values).average().orElseThrow()));
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        return new TraitRange(mean, Math.sqrt(variance), lowest, highest);
    }
}

package dev.destseg.training;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one phase learns.
 *
 * @param rates full learning rates by the name of their input in the step graph
 * @param steps how many when no time budget is given
 */
public record PhaseSettings(Optimizer optimizer, SortedMap<String, Float> rates, Schedule schedule, int steps) {
    /** Rate of the student. */
    public static final String RATE = "rate";
    /** Rate of the residual blocks of the segmentation network. */
    public static final String RATE_RESIDUAL = "rate_residual";
    /** Rate of the rest of the segmentation network. */
    public static final String RATE_HEAD = "rate_head";

    public PhaseSettings {
        rates = new TreeMap<>(rates);
        if (steps < 1) {
            throw new IllegalArgumentException("A phase has at least one step, not " + steps);
        }
    }

    static PhaseSettings denoising(Optimizer optimizer, float rate, Schedule schedule, int steps) {
        return new PhaseSettings(optimizer, new TreeMap<>(Map.of(RATE, rate)), schedule, steps);
    }

    static PhaseSettings segmentation(Optimizer optimizer, float residual, float head, Schedule schedule, int steps) {
        return new PhaseSettings(
                optimizer, new TreeMap<>(Map.of(RATE_RESIDUAL, residual, RATE_HEAD, head)), schedule, steps);
    }

    PhaseSettings withSteps(int count) {
        return new PhaseSettings(optimizer, rates, schedule, count);
    }
}

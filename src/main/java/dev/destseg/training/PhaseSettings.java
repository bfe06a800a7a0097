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
public record PhaseSettings(Optimizer optimizer, SortedMap<String, Float> rates, Schedule schedule, StepPlan steps) {
    /** Rate of the student. */
    public static final String RATE = "rate";
    /** Rate of the residual blocks of the segmentation network. */
    public static final String RATE_RESIDUAL = "rate_residual";
    /** Rate of the rest of the segmentation network. */
    public static final String RATE_HEAD = "rate_head";

    public PhaseSettings {
        rates = new TreeMap<>(rates);
    }

    static PhaseSettings denoising(Optimizer optimizer, float rate, Schedule schedule, int steps) {
        return new PhaseSettings(optimizer, new TreeMap<>(Map.of(RATE, rate)), schedule, StepPlan.of(steps));
    }

    static PhaseSettings segmentation(Optimizer optimizer, float residual, float head, Schedule schedule, int steps) {
        return new PhaseSettings(
                optimizer,
                new TreeMap<>(Map.of(RATE_RESIDUAL, residual, RATE_HEAD, head)),
                schedule,
                StepPlan.of(steps));
    }

    PhaseSettings withSteps(StepPlan count) {
        return new PhaseSettings(optimizer, rates, schedule, count);
    }
}

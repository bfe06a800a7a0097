package dev.destseg.training;

import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many steps a phase has, and how far it has come at each. A run with a budget of time corrects the number of steps on
 * the way, as the machine becomes busier or less busy; the corrections are part of the plan, so that the same plan gives the
 * same rates, and with them the same weights, on any machine. Immutable.
 *
 * <p>As text: the first number of steps, then each correction as {@code /AT:STEPS}, such as {@code 700/120:650}.
 *
 * @param legs the first begins at step 0, each next one later
 */
public record StepPlan(List<Leg> legs) {
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,8})((?:/\\d{1,9}:[1-9]\\d{0,8})*)");
    private static final Pattern CORRECTION = Pattern.compile("/(\\d+):(\\d+)");

    /**
     * From one step on, a number of steps.
     *
     * @param progress at the first step of the leg, in [0, 1)
     * @param steps of the whole phase
     */
    record Leg(int from, double progress, int steps) {}

    public StepPlan {
        legs = List.copyOf(legs);
    }

    /** @throws IllegalArgumentException when there is no step */
    public static StepPlan of(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("A phase has at least one step, not " + steps);
        }
        return new StepPlan(List.of(new Leg(0, 0, steps)));
    }

    /** @throws InputException when the text is no plan */
    public static StepPlan parse(String text) {
        Matcher whole = TEXT.matcher(text);
        if (!whole.matches()) {
            throw new InputException("'" + text
                    + "' is no number of steps; give one such as 700, or a recorded plan such as" + " 700/120:650");
        }
        StepPlan plan = of(Integer.parseInt(whole.group(1)));
        Matcher correction = CORRECTION.matcher(whole.group(2));
        while (correction.find()) {
            plan = plan.corrected(Integer.parseInt(correction.group(1)), Integer.parseInt(correction.group(2)));
        }
        return plan;
    }

    /** Of the whole phase, as planned last. */
    public int steps() {
        return legs.get(legs.size() - 1).steps();
    }

    /**
     * This plan with another number of steps from a step on.
     *
     * @throws InputException when the step lies before the last correction, or behind the new end
     */
    StepPlan corrected(int at, int steps) {
        if (at <= legs.get(legs.size() - 1).from() || steps < at) {
            throw new InputException("A plan of " + this + " steps cannot be corrected to " + steps + " at step " + at);
        }
        return new StepPlan(Stream.concat(legs.stream(), Stream.of(new Leg(at, progress(at), steps)))
                .toList());
    }

    /** How far the phase has come at a step, from 0 at the first step to 1 at the last. */
    double progress(int step) {
        Leg leg = legs.get(0);
        for (Leg later : legs) {
            leg = later.from() <= step ? later : leg;
        }
        int left = Math.max(1, leg.steps() - 1 - leg.from());
        return Math.min(1, leg.progress() + (1 - leg.progress()) * (step - leg.from()) / left);
    }

    @Override
    public String toString() {
        return legs.stream()
                .map(leg -> leg.from() == 0 ? Integer.toString(leg.steps()) : "/" + leg.from() + ":" + leg.steps())
                .collect(Collectors.joining());
    }
}

package dev.destseg.training.runs;

import dev.destseg.tensor.InputException;
import dev.destseg.training.StepPlan;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run may take.
 *
 * @param time of the whole training, without pauses; the profile's number of steps is taken without it. Of instant no bound: it takes
 *     what it needs, and with time to spare learns a second memory
 * @param steps of both phases, such as 700,400
 * @param memoryMebibytes resident memory of its process
 * @param celsius temperature of the box above which it pauses
 */
public record Budget(Optional<Duration> time, Optional<String> steps, int memoryMebibytes, double celsius) {
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int LEAST_MEBIBYTES = 256;

    /** @throws InputException for a time, steps, memory or temperature that makes no sense */
    public Budget {
        if (time.isPresent()
                && (time.get().compareTo(Duration.ofSeconds(1)) < 0
                        || time.get().compareTo(LONGEST) > 0)) {
            throw new InputException("A training takes a second to seven days, not " + time.get());
        }
        steps.ifPresent(Budget::requireSteps);
        if (memoryMebibytes < LEAST_MEBIBYTES) {
            throw new InputException(
                    "A training needs at least " + LEAST_MEBIBYTES + " MiB of memory, not " + memoryMebibytes);
        }
        if (!(celsius > 0 && celsius < 150)) {
            throw new InputException("The temperature bound is " + celsius + "; give degrees Celsius, such as 85");
        }
    }

    private static void requireSteps(String steps) {
        String[] phases = steps.split(",", -1);
        if (phases.length != 2) {
            throw new InputException("Give the steps of both phases, such as 700,400");
        }
        StepPlan.parse(phases[0]);
        StepPlan.parse(phases[1]);
    }
}

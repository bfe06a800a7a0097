package dev.destseg.training.runs;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How far a run is.
 *
 * @param phase what is being done, such as denoising, segmentation, comparing
 * @param percent of the phase, 0 to 100
 * @param loss averaged over the last steps
 * @param stepsPerSecond since the phase began or went on
 * @param secondsLeft until the end of the phase, at this rate
 * @param beside what goes on beside the steps
 * @param secondsSpent on learning, without pauses
 */
public record RunProgress(
        String phase,
        double percent,
        OptionalDouble loss,
        OptionalDouble stepsPerSecond,
        OptionalDouble secondsLeft,
        OptionalDouble secondsSpent,
        Beside beside) {
    /**
     * What goes on beside the steps.
     *
     * @param waiting why it stands still
     * @param mebibytes resident memory of its process
     * @param previews images whose maps are shown
     * @param previewed how often they were shown anew
     */
    public record Beside(Optional<String> waiting, OptionalInt mebibytes, int previews, int previewed) {
        static final Beside NOTHING = new Beside(Optional.empty(), OptionalInt.empty(), 0, 0);
    }

    static RunProgress in(String phase) {
        return new RunProgress(
                phase,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Beside.NOTHING);
    }

    RunProgress waitingFor(Optional<String> what) {
        return with(new Beside(what, beside.mebibytes, beside.previews, beside.previewed));
    }

    RunProgress taking(int mebibytes) {
        return with(new Beside(beside.waiting, OptionalInt.of(mebibytes), beside.previews, beside.previewed));
    }

    RunProgress showing(int images) {
        return with(new Beside(beside.waiting, beside.mebibytes, images, beside.previewed + 1));
    }

    /** With what goes on beside the steps. */
    RunProgress after(RunProgress before) {
        return with(before.beside);
    }

    private RunProgress with(Beside other) {
        return new RunProgress(phase, percent, loss, stepsPerSecond, secondsLeft, secondsSpent, other);
    }
}

package dev.destseg.training.runs;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run is.
 *
 * @param phase what is being done, such as denoising, segmentation, comparing
 * @param percent of the phase, 0 to 100
 * @param loss averaged over the last steps
 * @param stepsPerSecond since the phase began or went on
 * @param secondsLeft until the end of the phase, at this rate
 * @param waiting why it stands still
 * @param previews images whose maps are shown
 * @param previewed how often they were shown anew
 */
public record RunProgress(
        String phase,
        double percent,
        OptionalDouble loss,
        OptionalDouble stepsPerSecond,
        OptionalDouble secondsLeft,
        Optional<String> waiting,
        int previews,
        int previewed) {
    static RunProgress in(String phase) {
        return new RunProgress(
                phase,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                0,
                0);
    }

    RunProgress waitingFor(Optional<String> what) {
        return new RunProgress(phase, percent, loss, stepsPerSecond, secondsLeft, what, previews, previewed);
    }

    RunProgress showing(int images) {
        return new RunProgress(phase, percent, loss, stepsPerSecond, secondsLeft, waiting, images, previewed + 1);
    }

    /** With what goes on beside the steps: why it stands still, and what is shown. */
    RunProgress after(RunProgress before) {
        return new RunProgress(
                phase, percent, loss, stepsPerSecond, secondsLeft, before.waiting, before.previews, before.previewed);
    }
}

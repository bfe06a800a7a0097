package dev.destseg.line.camera;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How long pictures have waited on the way from a camera, by its own clock: a box or a network that is too slow for a moment gets
 * pictures that piled up, one as new as the other by when they came. What each says of its time, taken from when it came, is
 * the same for all that wait as long; the least of it is that of pictures that did not wait. What all of them take is told by nobody,
 * and configured as the camera's delay.
 *
 * <p>Used by one thread.
 */
final class CameraClock {
    /** The clocks of cameras and boxes run apart by less, so that what is least grows by this. */
    private static final double DRIFT = 2e-4;

    private final double longestStep;
    private boolean begun;
    private boolean settled;
    private double least;
    private double before;
    private long cameBefore;

    /** @param longestStep between pictures; where there is more between them the clock was set, and all begins anew */
    CameraClock(Duration longestStep) {
        this.longestStep = longestStep.toNanos();
    }

    /**
     * How long a picture has waited.
     *
     * @param seconds that it says, from any beginning; NaN where it says nothing, and nothing is known then
     * @param came by {@link System#nanoTime}
     * @return nanoseconds; nothing for the first pictures, as long as such come that had piled up before them
     */
    OptionalLong waited(double seconds, long came) {
        if (Double.isNaN(seconds)) {
            return OptionalLong.of(0);
        }
        double taken = seconds * 1e9;
        double step = taken - before;
        double offset = came - taken;
        boolean goesOn = begun && step >= 0 && step <= longestStep;
        settled = goesOn && (settled || came - cameBefore >= step / 2);
        least = goesOn ? Math.min(offset, least + DRIFT * (came - cameBefore)) : offset;
        begun = true;
        before = taken;
        cameBefore = came;
        return settled ? OptionalLong.of(Math.round(offset - least)) : OptionalLong.empty();
    }
}

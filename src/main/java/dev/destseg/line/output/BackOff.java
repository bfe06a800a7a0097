package dev.destseg.line.output;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: each twice as long as the one before, up to a longest one, and of each a random half less, so that
 * the boxes of a plant do not come all at once when a broker is back.
 *
 * @param first positive
 * @param longest not below the first
 */
public record BackOff(Duration first, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    /** @param failures in a row, at least 1 */
    public Duration pause(int failures, RandomGenerator random) {
        long whole = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS));
        return Duration.ofMillis(Math.max(1, whole - random.nextLong(whole / 2 + 1)));
    }
}

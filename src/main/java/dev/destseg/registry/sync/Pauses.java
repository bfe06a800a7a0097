package dev.destseg.registry.sync;

import java.time.Duration;

/**
 * How long to wait before the registry is asked again: the interval, and from the second failure in a row twice as long as
 * before, up to a bound; each time a tenth more or less, so that boxes that were switched on together do not ask together.
 *
 * @param longest pause between attempts while they fail; the interval, when that is longer
 */
record Pauses(Duration interval, Duration longest) {
    private static final int MOST_DOUBLINGS = 20;

    /**
     * @param failures in a row, until now
     * @param chance from 0 to 1, anew each time
     */
    Duration after(int failures, double chance) {
        long doubled = interval.toMillis() << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1));
        long bounded = Math.min(Math.max(doubled, 1), Math.max(longest.toMillis(), interval.toMillis()));
        return Duration.ofMillis((long) (bounded * (0.9 + 0.2 * chance)));
    }
}

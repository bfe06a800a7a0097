package dev.destseg.inspection;

import java.time.Duration;

/**
 * When an inspection must have its verdict.
 *
 * @param at {@link System#nanoTime} then
 * @param allowed how long that was from acceptance
 */
record Deadline(long at, Duration allowed) {
    static Deadline in(Duration allowed) {
        return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
    }

    boolean isPassed() {
        return System.nanoTime() - at >= 0;
    }

    String reason() {
        return "There was no verdict within " + allowed.toMillis()
                + " ms; send images more slowly, or allow more time (destseg.inspection.deadline)";
    }
}

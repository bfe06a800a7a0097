package dev.destseg.inspection;

import java.time.Duration;

/** How long an inspection takes at present, without its time in the queue. Safe between threads. */
final class Pace {
    /** The weight of the newest: about the last twenty count. */
    private static final double NEWEST = 0.1;

    private double milliseconds = 100;

    synchronized void add(CompletedInspection inspection) {
        long waited = inspection
                .stages()
                .getOrDefault(Stage.WAITING, Duration.ZERO)
                .plus(inspection.stages().getOrDefault(Stage.TURN, Duration.ZERO))
                .toMillis();
        long all = inspection.stages().values().stream()
                .mapToLong(Duration::toMillis)
                .sum();
        milliseconds += NEWEST * (all - waited - milliseconds);
    }

    /** How long so many take, in whole seconds, at least one. */
    synchronized Duration timeFor(int inspections) {
        return Duration.ofSeconds(Math.max(1, Math.round(inspections * milliseconds / 1000)));
    }
}

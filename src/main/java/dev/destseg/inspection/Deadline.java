package dev.destseg.inspection;

import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * When an inspection must have its verdict.
 *
 * @param at {@link System#nanoTime} then
 * @param allowed how long that was from the signal of the machine, or from acceptance where there was none
 * @param key that allows it
 */
public record Deadline(long at, Duration allowed, String key) {
    private static final String KEY = "destseg.inspection.deadline";
    private static final String MISSED = "There was no verdict within ";
    private static final String STATION_KEY = "destseg.inspection.station-deadlines";

    /** For a part of a station that somebody waits for since then, by {@link System#nanoTime}. */
    static Deadline of(Optional<String> station, InspectionSettings settings, long since) {
        Optional<Duration> own = station.flatMap(
                name -> Optional.ofNullable(settings.stationDeadlines().get(name)));
        return own.map(allowed -> new Deadline(since + allowed.toNanos(), allowed, STATION_KEY))
                .orElseGet(() -> new Deadline(since + settings.deadline().toNanos(), settings.deadline(), KEY));
    }

    /** The longest time that any part is allowed. */
    static Duration longest(InspectionSettings settings) {
        return settings.stationDeadlines().values().stream()
                .max(Comparator.naturalOrder())
                .filter(longest -> longest.compareTo(settings.deadline()) > 0)
                .orElse(settings.deadline());
    }

    /** Whether a reason for CANNOT_JUDGE, of a part or of a zone of it, is that a deadline has passed. */
    public static boolean isMissed(String reason) {
        return reason.contains(MISSED);
    }

    public boolean isPassed() {
        return System.nanoTime() - at >= 0;
    }

    /** Until it passes; negative afterwards. */
    public Duration left() {
        return Duration.ofNanos(at - System.nanoTime());
    }

    /** @throws InputException when it has passed */
    void check() {
        if (isPassed()) {
            throw new InputException(reason());
        }
    }

    public String reason() {
        return MISSED + allowed.toMillis() + " ms; send images more slowly, or allow more time (" + key + ")";
    }
}

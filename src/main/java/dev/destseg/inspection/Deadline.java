package dev.destseg.inspection;

import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/**
 * When an inspection must have its verdict.
 *
 * @param at {@link System#nanoTime} then
 * @param allowed how long that was from acceptance
 * @param key that allows it
 */
public record Deadline(long at, Duration allowed, String key) {
    private static final String KEY = "destseg.inspection.deadline";
    private static final String MISSED = "There was no verdict within ";
    private static final String STATION_KEY = "destseg.inspection.station-deadlines";

    /** From now on, for a part of a station. */
    static Deadline of(Optional<String> station, InspectionSettings settings) {
        Optional<Duration> own = station.flatMap(
                name -> Optional.ofNullable(settings.stationDeadlines().get(name)));
        return own.map(allowed -> in(allowed, STATION_KEY)).orElseGet(() -> in(settings.deadline(), KEY));
    }

    private static Deadline in(Duration allowed, String key) {
        return new Deadline(System.nanoTime() + allowed.toNanos(), allowed, key);
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

    boolean isPassed() {
        return System.nanoTime() - at >= 0;
    }

    /** @throws InputException when it has passed */
    void check() {
        if (isPassed()) {
            throw new InputException(reason());
        }
    }

    String reason() {
        return MISSED + allowed.toMillis() + " ms; send images more slowly, or allow more time (" + key + ")";
    }
}

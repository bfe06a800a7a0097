package dev.destseg.line.output;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * What time it is, for comparing ages: the clock of a box that was off for days leaps when it hears of the time, and what was
 * written down a minute before is not days old. A leap is believed once what was written down before it would be too old anyway. Safe
 * between threads.
 */
final class SteadyClock {
    /** What is less are corrections. */
    private static final Duration LEAP = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final LongSupplier nanoseconds;
    private final Duration oldest;
    private Instant known;
    private long knownAt;
    private OptionalLong leaptAt = OptionalLong.empty();

    /**
     * @param nanoseconds from any beginning, which nobody sets
     * @param oldest age that anything is compared with
     */
    SteadyClock(InstantSource clock, LongSupplier nanoseconds, Duration oldest) {
        this.clock = clock;
        this.nanoseconds = nanoseconds;
        this.oldest = oldest;
        this.known = clock.instant();
        this.knownAt = nanoseconds.getAsLong();
    }

    /** As the clock says, but while a leap is news no later than by what has passed since it was asked last. */
    synchronized Instant now() {
        long at = nanoseconds.getAsLong();
        Instant said = clock.instant();
        Instant steady = known.plusNanos(at - knownAt);
        boolean leapt = said.isAfter(steady.plus(LEAP));
        if (leapt && leaptAt.isEmpty()) {
            leaptAt = OptionalLong.of(at);
        }
        if (leapt && at - leaptAt.getAsLong() < oldest.toNanos()) {
            return steady;
        }
        leaptAt = OptionalLong.empty();
        known = said;
        knownAt = at;
        return said;
    }
}

package dev.destseg.line.output;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What time it is, for comparing ages: the clock of a box that was off for days leaps when it hears of the time, and what was
 * written down a minute before is not days old. Safe between threads.
 */
final class SteadyClock {
    private final InstantSource clock;
    private final LongSupplier nanoseconds;
    private final Instant begun;
    private final long begunAt;

    /** @param nanoseconds from any beginning, which nobody sets */
    SteadyClock(InstantSource clock, LongSupplier nanoseconds) {
        this.clock = clock;
        this.nanoseconds = nanoseconds;
        this.begun = clock.instant();
        this.begunAt = nanoseconds.getAsLong();
    }

    /** As the clock says, but no later than by what has passed since this was made. */
    Instant now() {
        Instant steady = begun.plusNanos(nanoseconds.getAsLong() - begunAt);
        Instant said = clock.instant();
        return said.isBefore(steady) ? said : steady;
    }
}

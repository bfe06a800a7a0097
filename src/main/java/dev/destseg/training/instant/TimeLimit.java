package dev.destseg.training.instant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long learning may take. Without a budget nothing is done that is not needed.
 *
 * @param started when learning began
 * @param budget from then on
 */
record TimeLimit(Clock clock, Instant started, Optional<Duration> budget) {
    Instant now() {
        return clock.instant();
    }

    Duration since(Instant time) {
        return Duration.between(time, now());
    }

    /** Whether there is a budget, and so much of it left. */
    boolean allows(Duration further) {
        return budget.filter(all -> all.compareTo(since(started).plus(further)) >= 0)
                .isPresent();
    }
}

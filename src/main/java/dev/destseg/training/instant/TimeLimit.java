package dev.destseg.training.instant;

import dev.destseg.training.Stopwatch;
import java.time.Duration;
import java.util.Optional;

/**
 * How long learning may take, pauses not counted. Without a budget nothing is done that is not needed.
 *
 * @param stopwatch started with learning
 * @param budget for all of it
 */
record TimeLimit(Stopwatch stopwatch, Optional<Duration> budget) {
    /** The same with a share of the budget. */
    TimeLimit within(double share) {
        return new TimeLimit(stopwatch, budget.map(all -> Duration.ofMillis((long) (share * all.toMillis()))));
    }

    /** Since learning began. */
    double seconds() {
        return stopwatch.seconds();
    }

    /** Whether there is a budget, and so many seconds of it are left. */
    boolean allows(double further) {
        return budget.filter(all -> seconds() + further <= all.toMillis() / 1000.0)
                .isPresent();
    }
}

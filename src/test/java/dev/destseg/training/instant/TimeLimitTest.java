package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock FORTY_SECONDS_LATER = Clock.fixed(STARTED.plusSeconds(40), ZoneOffset.UTC);

    @Test
    void allowsWhatIsLeftOfTheBudgetAndNoMore() {
        TimeLimit limit = new TimeLimit(FORTY_SECONDS_LATER, STARTED, Optional.of(Duration.ofMinutes(1)));

        assertEquals(Duration.ofSeconds(40), limit.since(STARTED));
        assertTrue(limit.allows(Duration.ofSeconds(20)));
        assertFalse(limit.allows(Duration.ofSeconds(21)));
    }

    @Test
    void withoutABudgetNothingIsAllowedThatIsNotNeeded() {
        assertFalse(new TimeLimit(FORTY_SECONDS_LATER, STARTED, Optional.empty()).allows(Duration.ZERO));
    }
}

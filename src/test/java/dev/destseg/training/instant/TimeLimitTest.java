package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.training.Stopwatch;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private static final Stopwatch FORTY_SECONDS = new Stopwatch(40, () -> 0, 0);

    @Test
    void allowsWhatIsLeftOfTheBudgetAndNoMore() {
        TimeLimit limit = new TimeLimit(FORTY_SECONDS, Optional.of(Duration.ofMinutes(1)));

        assertEquals(40, limit.seconds());
        assertTrue(limit.allows(20));
        assertFalse(limit.allows(21));
    }

    @Test
    void withoutABudgetNothingIsAllowedThatIsNotNeeded() {
        assertFalse(new TimeLimit(FORTY_SECONDS, Optional.empty()).allows(0));
    }
}

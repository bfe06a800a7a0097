package dev.destseg.registry.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Pauses PAUSES = new Pauses(Duration.ofMinutes(5), Duration.ofHours(1));

    @Test
    void doublesWhileTheRegistryFailsUpToItsBound() {
        List<Long> minutes = IntStream.rangeClosed(0, 7)
                .mapToObj(failures -> PAUSES.after(failures, 0.5).toMinutes())
                .toList();
        assertEquals(List.of(5L, 5L, 10L, 20L, 40L, 60L, 60L, 60L), minutes);
        assertEquals(60, PAUSES.after(Integer.MAX_VALUE, 0.5).toMinutes());
    }

    @Test
    void isATenthMoreOrLessByChance() {
        assertEquals(Duration.ofSeconds(270), PAUSES.after(0, 0));
        assertEquals(Duration.ofSeconds(330), PAUSES.after(0, 1));
    }

    @Test
    void isNeverShorterThanAnIntervalThatIsLongerThanItsBound() {
        Pauses daily = new Pauses(Duration.ofDays(1), Duration.ofHours(1));
        assertEquals(Duration.ofDays(1), daily.after(0, 0.5));
        assertEquals(Duration.ofDays(1), daily.after(9, 0.5));
    }
}

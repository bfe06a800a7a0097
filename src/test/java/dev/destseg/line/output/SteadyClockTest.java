package dev.destseg.line.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant STOPPED = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> said = new AtomicReference<>(STOPPED);
    private final AtomicLong passed = new AtomicLong(17);
    private final SteadyClock clock = new SteadyClock(said::get, passed::get, Duration.ofDays(7));

    private void pass(Duration time) {
        passed.addAndGet(time.toNanos());
    }

    @Test
    void aLeapOfTheClockAgesNothing() {
        pass(Duration.ofSeconds(30));
        said.set(STOPPED.plus(Duration.ofDays(40)));
        assertEquals(STOPPED.plusSeconds(30), clock.now());
        pass(Duration.ofSeconds(30));
        assertEquals(STOPPED.plusSeconds(60), clock.now());
    }

    @Test
    void aLeapIsBelievedWhenWhatWasBeforeItIsTooOldAnyway() {
        said.set(STOPPED.plus(Duration.ofDays(40)));
        clock.now();
        pass(Duration.ofDays(7));
        said.set(STOPPED.plus(Duration.ofDays(47)));
        assertEquals(STOPPED.plus(Duration.ofDays(47)), clock.now());
        pass(Duration.ofHours(1));
        said.set(STOPPED.plus(Duration.ofDays(47)).plus(Duration.ofHours(1)));
        assertEquals(said.get(), clock.now());
    }

    @Test
    void aClockThatIsSetBackIsBelieved() {
        pass(Duration.ofSeconds(30));
        said.set(STOPPED.minusSeconds(5));
        assertEquals(STOPPED.minusSeconds(5), clock.now());
    }
}

package dev.destseg.line.camera;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Ten pictures a second, told by a clock that began at 5,000 s; those that do not wait come after 80 ms. */
class CameraClockTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long BEGIN = 123_456_789_000_000L;

    private final CameraClock clock = new CameraClock(Duration.ofSeconds(5));

    /** In milliseconds; -1 where nothing is known. */
    private long waited(long taken, long came) {
        OptionalLong waited = clock.waited(5_000 + taken / 1e3, BEGIN + came * MILLISECOND);
        return waited.isEmpty() ? -1 : Math.round(waited.getAsLong() / 1e6);
    }

    @Test
    void whatPiledUpBeforeTheFirstOneIsNotGiven() {
        assertEquals(-1, waited(0, 580));
        assertEquals(-1, waited(100, 585));
        assertEquals(-1, waited(200, 590));
        assertEquals(-1, waited(300, 595));
        assertEquals(-1, waited(400, 600));
        assertEquals(-1, waited(500, 605));
        assertEquals(0, waited(600, 680));
        assertEquals(0, waited(700, 780));
    }

    @Test
    void picturesThatWaitAreAsOldAsTheyAre() {
        waited(0, 80);
        assertEquals(0, waited(100, 180));
        // Nothing came for two seconds, then all at once.
        assertEquals(1900, waited(200, 2180));
        assertEquals(1801, waited(300, 2181));
        assertEquals(102, waited(2000, 2182));
        assertEquals(0, waited(2100, 2180));
    }

    @Test
    void aBoxThatIsAlwaysTooSlowFallsEverFurtherBehind() {
        waited(0, 80);
        for (int i = 1; i <= 50; i++) {
            assertEquals(20 * i, waited(100 * i, 80 + 120 * i), 2);
        }
    }

    @Test
    void aClockThatRunsApartALittleIsNoWait() {
        waited(0, 80);
        for (int i = 1; i <= 100_000; i++) {
            assertEquals(0, waited(100 * i, 80 + 100 * i + i / 100), 2);
        }
    }

    @Test
    void aClockThatWasSetBeginsAnew() {
        waited(0, 80);
        assertEquals(0, waited(100, 180));
        assertEquals(-1, waited(3_600_000, 280));
        assertEquals(0, waited(3_600_100, 380));
        assertEquals(-1, waited(50, 480));
        assertEquals(0, waited(150, 580));
    }

    @Test
    void withoutATimeNothingIsKnown() {
        assertEquals(OptionalLong.of(0), clock.waited(Double.NaN, BEGIN));
    }
}

package dev.destseg.inspection.warmup;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SteadyPaceTest {
    private final SteadyPace pace = new SteadyPace();

    private void add(long... times) {
        for (long time : times) {
            pace.add(time);
        }
    }

    @Test
    void whatGetsFasterAndFasterIsNotSteady() {
        for (long time = 1_000_000; time > 100; time = time * 8 / 10) {
            pace.add(time);
            assertFalse(pace.isSteady(), "after " + time);
        }
    }

    @Test
    void whatHasNotGotFasterForAWhileIsSteadyWhateverHoldsItUp() {
        add(900, 400, 100, 95, 120, 350, 99, 91);
        assertFalse(pace.isSteady());
        add(97);
        assertTrue(pace.isSteady());
    }
}

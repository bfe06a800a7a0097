package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void aConstantRateStays() {
        assertEquals(1, Schedule.CONSTANT.factor(0));
        assertEquals(1, Schedule.CONSTANT.factor(1));
    }

    @Test
    void oneCycleRisesFromATwentyFifthToOneAndFallsToNearlyNothing() {
        assertEquals(0.04, Schedule.ONE_CYCLE.factor(0), 1e-12);
        assertEquals(1, Schedule.ONE_CYCLE.factor(0.3), 1e-12);
        assertEquals(4e-6, Schedule.ONE_CYCLE.factor(1), 1e-12);
        assertTrue(Schedule.ONE_CYCLE.factor(0.15) < Schedule.ONE_CYCLE.factor(0.2));
        assertTrue(Schedule.ONE_CYCLE.factor(0.6) > Schedule.ONE_CYCLE.factor(0.7));
    }
}

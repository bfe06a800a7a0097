package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void aConstantRateStays() {
        assertEquals(1, Schedule.CONSTANT.factor(0, 10));
        assertEquals(1, Schedule.CONSTANT.factor(9, 10));
    }

    @Test
    void oneCycleRisesFromATwentyFifthToOneAndFallsToNearlyNothing() {
        assertEquals(0.04, Schedule.ONE_CYCLE.factor(0, 101), 1e-12);
        assertEquals(1, Schedule.ONE_CYCLE.factor(30, 101), 1e-12);
        assertEquals(4e-6, Schedule.ONE_CYCLE.factor(100, 101), 1e-12);
        assertTrue(Schedule.ONE_CYCLE.factor(15, 101) < Schedule.ONE_CYCLE.factor(20, 101));
        assertTrue(Schedule.ONE_CYCLE.factor(60, 101) > Schedule.ONE_CYCLE.factor(70, 101));
    }

    @Test
    void aPhaseOfOneStepHasARate() {
        assertTrue(Schedule.ONE_CYCLE.factor(0, 1) > 0);
    }
}

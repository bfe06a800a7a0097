package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepPlanTest {
    @Test
    void progressGoesFromTheFirstStepToTheLast() {
        StepPlan plan = StepPlan.of(11);
        assertEquals(0, plan.progress(0));
        assertEquals(0.5, plan.progress(5), 1e-12);
        assertEquals(1, plan.progress(10));
    }

    @Test
    void aPhaseOfOneStepHasProgress() {
        assertEquals(0, StepPlan.of(1).progress(0));
    }

    @Property(tries = 200)
    void aCorrectionChangesNothingBeforeItNeverGoesBackAndEndsAtOne(
            @ForAll @IntRange(min = 2, max = 500) int first,
            @ForAll @IntRange(min = 1, max = 499) int at,
            @ForAll @IntRange(min = 2, max = 900) int later) {
        int moment = Math.min(at, first - 1);
        int end = Math.max(later, moment + 2);
        StepPlan before = StepPlan.of(first);
        StepPlan after = before.corrected(moment, end);
        for (int step = 0; step <= moment; step++) {
            assertEquals(before.progress(step), after.progress(step), 1e-12);
        }
        for (int step = 1; step < end; step++) {
            assertTrue(after.progress(step) >= after.progress(step - 1));
        }
        assertEquals(1, after.progress(end - 1), 1e-12);
        assertEquals(end, after.steps());
        assertEquals(after, StepPlan.parse(after.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "7.5", "700/", "700/120", "700/0:650", "700/120:650/100:600", "700/120:100"})
    void refusesWhatIsNoPlan(String text) {
        assertThrows(InputException.class, () -> StepPlan.parse(text));
    }
}

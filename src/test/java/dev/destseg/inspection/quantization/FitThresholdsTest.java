package dev.destseg.inspection.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.destseg.inspection.quantization.FitThresholds.Scores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One verdict may become wrong, as of any number of images up to a hundred. */
class FitThresholdsTest {
    private static final Scores GOOD = new Scores(0.1, 0.1, false);
    private static final Scores DEFECT = new Scores(0.9, 0.9, true);

    @Test
    void whereBothScoreTheSameAllThresholdsFit() {
        assertEquals(new FitThresholds(0, 1), FitThresholds.around(0.5, List.of(GOOD, DEFECT)));
    }

    /** Two defects fall from 0.8 to 0.7: between these both are missed with bytes. */
    @Test
    void endsBelowThresholdsAtWhichDefectsAreMissed() {
        Scores fallen = new Scores(0.8, 0.7, true);
        assertEquals(new FitThresholds(0, 0.7), FitThresholds.around(0.5, List.of(GOOD, fallen, fallen, DEFECT)));
    }

    /** Two good parts rise from 0.2 to 0.3: between these both are rejected with bytes. */
    @Test
    void beginsAboveThresholdsAtWhichGoodPartsAreRejected() {
        Scores risen = new Scores(0.2, 0.3, false);
        assertEquals(
                new FitThresholds(Math.nextUp(0.3), 1), FitThresholds.around(0.5, List.of(GOOD, risen, risen, DEFECT)));
    }

    @Test
    void oneMoreWrongVerdictMayBe() {
        Scores fallen = new Scores(0.8, 0.7, true);
        assertEquals(new FitThresholds(0, 1), FitThresholds.around(0.5, List.of(GOOD, fallen, DEFECT)));
    }

    @Test
    void hasNoGaps() {
        Scores fallen = new Scores(0.6, 0.55, true);
        Scores further = new Scores(0.8, 0.7, true);
        List<Scores> scores = List.of(GOOD, fallen, fallen, further, further, DEFECT);
        assertEquals(0.55, FitThresholds.around(0.5, scores).greatest());
        assertEquals(new FitThresholds(Math.nextUp(0.6), 0.7), FitThresholds.around(0.65, scores));
    }

    @Test
    void countsWrongVerdictsLessThoseThatBecameRight() {
        List<Scores> scores = new ArrayList<>();
        scores.add(new Scores(0.4, 0.6, true));
        scores.add(new Scores(0.4, 0.6, false));
        scores.add(new Scores(0.6, 0.4, true));
        assertEquals(1, FitThresholds.moreWrong(0.5, scores));
        assertEquals(0, FitThresholds.moreWrong(0.7, scores));
    }
}

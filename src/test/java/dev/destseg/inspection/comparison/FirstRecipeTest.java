package dev.destseg.inspection.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.comparison.Comparison.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstRecipeTest {
    private static Outcome outcome(Map<String, CaseFigures> figures) {
        return FirstRecipe.outcome(new TreeMap<>(figures));
    }

    private static Outcome outcome(CaseFigures synthetic) {
        return outcome(Map.of(SyntheticCases.GROUP, synthetic));
    }

    @ParameterizedTest
    @CsvSource({
        "20,  0, 60,  5, 0.98, true",
        "20,  5, 60, 45, 0.80, true",
        "2,   1, 60,  0, 0.95, true",
        "20,  6, 60,  5, 0.98, false",
        "2,   2, 60,  0, 0.95, false",
        "20,  0, 60, 46, 0.98, false",
        "20,  0, 60,  5, 0.79, false"
    })
    void itMustTellDefectsFromGoodPartsAndItsThresholdToo(
            int good, int rejected, int defective, int passed, double auroc, boolean enough) {
        assertEquals(
                enough,
                outcome(new CaseFigures(good, rejected, defective, passed, auroc))
                        .better());
    }

    @Test
    void theReasonHasTheFiguresAndSaysWhatToDo() {
        String reason = outcome(new CaseFigures(20, 0, 60, 50, 0.61)).reason();

        assertTrue(reason.contains("20 good parts"), reason);
        assertTrue(reason.contains("0.610"), reason);
        assertTrue(reason.contains("lets 50 of 60 defects pass"), reason);
        assertTrue(reason.contains("Give more good images"), reason);
    }

    @Test
    void defectivePartsThatAreKnownCountWhenThereAreSome() {
        CaseFigures well = new CaseFigures(20, 0, 60, 0, 1);
        assertFalse(outcome(Map.of(SyntheticCases.GROUP, well, "confirmed", new CaseFigures(5, 0, 8, 7, 0.9)))
                .better());
        assertTrue(outcome(Map.of(SyntheticCases.GROUP, well, "confirmed", new CaseFigures(5, 0, 4, 4, 0.3)))
                .better());
    }

    @Test
    void withoutGoodPartsToTryItOnItIsNotOffered() {
        assertFalse(outcome(Map.of()).better());
        assertFalse(outcome(new CaseFigures(0, 0, 0, 0, Double.NaN)).better());
    }
}

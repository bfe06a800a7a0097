package dev.destseg.inspection.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.evaluation.Metrics;
import dev.destseg.inspection.quantization.QuantizationReport.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityGateTest {
    private static final Golden NEAR = new Golden(0.01, 0.1);

    @Test
    void letsSmallLossesThrough() {
        assertEquals(List.of(), refusals(0.990, 0.9881, 0.700, 0.6901, 1));
    }

    @Test
    void letsGainsThrough() {
        assertEquals(List.of(), refusals(0.9, 0.95, 0.7, 0.8, 0));
    }

    @Test
    void refusesALossOfImageAuroc() {
        assertEquals(
                List.of("image AUROC drops from 0.9900 to 0.9870; at most 0.002 may be lost"),
                refusals(0.990, 0.987, 0.7, 0.7, 0));
    }

    @Test
    void refusesALossOfPixelAp() {
        assertTrue(refusals(0.99, 0.99, 0.70, 0.689, 0).get(0).startsWith("pixel AP drops"));
    }

    @Test
    void refusesVerdictsThatBecomeWrong() {
        assertEquals(
                List.of("2 of 100 verdicts more are wrong; at most one in a hundred may be"),
                refusals(0.9, 0.9, 0.7, 0.7, 2));
    }

    @Test
    void refusesWhatIsNotKnown() {
        assertEquals(1, refusals(0.99, Double.NaN, 0.7, 0.7, 0).size());
        assertEquals(1, refusals(0.99, 0.99, 0.7, Double.NaN, 0).size());
    }

    @Test
    void withoutMasksImageScoresDecide() {
        assertEquals(List.of(), refusals(0.99, 0.99, Double.NaN, Double.NaN, 0));
    }

    @Test
    void refusesAModelSoFarFromFloatsOnTheGoldenSetThatNoFaultCouldBeFound() {
        Metrics same = metrics(0.99, 0.7);
        Deviation fine = new Deviation(100, same, same, 0, 0, 0, 0, new FitThresholds(0, 1));
        assertEquals(List.of(), QualityGate.refusals(fine, new Golden(0.09, 0.33)));
        assertEquals(
                List.of("a map of the golden set moves by 0.340; with more than 0.333 no box could tell whether it"
                        + " judges rightly"),
                QualityGate.refusals(fine, new Golden(0.09, 0.34)));
        assertEquals(1, QualityGate.refusals(fine, new Golden(0.11, 0.33)).size());
        assertEquals(
                2,
                QualityGate.refusals(fine, new Golden(Double.NaN, Double.NaN)).size());
    }

    /** One pixel of one validation image makes no room for the golden set. */
    @Test
    void toleratesOnTheGoldenSetWhatWasSeenThere() {
        assertEquals(new Tolerances(0.03, 0.375), Tolerances.of(new Golden(0.02, 0.25)));
        assertEquals(new Tolerances(1e-3, 1e-2), Tolerances.of(new Golden(0, 0)));
    }

    private static List<String> refusals(double auroc, double aurocInt8, double ap, double apInt8, int moreWrong) {
        return QualityGate.refusals(
                new Deviation(
                        100,
                        metrics(auroc, ap),
                        metrics(aurocInt8, apInt8),
                        0,
                        0,
                        5,
                        moreWrong,
                        new FitThresholds(0, 1)),
                NEAR);
    }

    private static Metrics metrics(double imageAuroc, double pixelAp) {
        return new Metrics(imageAuroc, 1, pixelAp, 1, 1, 1, 1, 1);
    }
}

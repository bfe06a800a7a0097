package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Mask;
import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationAccumulatorTest {
    private static final float[] GOOD = {0.1f, 0.2f, 0.3f, 0.4f};

    @Test
    void givesTheFiguresOfAHandComputedCase() {
        EvaluationAccumulator accumulator = new EvaluationAccumulator();
        accumulator.add("good", map(GOOD), null, false, "good");
        // One region of two pixels, at 0.9 and 0.35; the other two pixels are normal.
        accumulator.add("scratch", map(0.9f, 0.35f, 0.05f, 0.6f), mask(1, 1, 0, 0), true, "scratch");

        Metrics metrics = accumulator.evaluate().overall();

        assertEquals(1, metrics.imageAuroc());
        assertEquals(1, metrics.f1Max());
        // 0.9 is above all six normal pixels, 0.35 above four.
        assertEquals(10.0 / 12, metrics.pixelAuroc(), 1e-12);
        // Precision 1 at recall 1/2, and 2/4 at recall 1.
        assertEquals(0.75, metrics.pixelAp(), 1e-12);
        assertEquals(2 * 1.0 / (1 + 2), metrics.pixelF1Max(), 1e-12);
        // Overlap 1/2 from rate 0; the region is whole beyond the limit, at rate 2/6.
        assertEquals(0.5, metrics.aupro(), 1e-12);
        // Element floor(2 / 2) of the descending scores is 0.35, where the precision is 2/4.
        assertEquals(0.5, metrics.iap(), 1e-12);
        assertEquals(0.5, metrics.iap90(), 1e-12);
    }

    @Test
    void aKindIsItsDefectsAgainstAllGoodImages() {
        EvaluationAccumulator accumulator = new EvaluationAccumulator();
        accumulator.add("a", map(0.8f, 0, 0, 0), mask(1, 0, 0, 0), true, "clear");
        accumulator.add("b", map(0.15f, 0, 0, 0), mask(1, 0, 0, 0), true, "faint");
        accumulator.add("g1", map(GOOD), null, false, "good");
        accumulator.add("g2", map(0.1f, 0, 0, 0), mask(0, 0, 0, 0), false, "good");

        MapEvaluation evaluation = accumulator.evaluate();

        assertEquals(List.of("clear", "faint"), List.copyOf(evaluation.kinds().keySet()));
        Metrics clear = evaluation.kinds().get("clear");
        Metrics faint = evaluation.kinds().get("faint");
        assertNotNull(clear);
        assertNotNull(faint);
        assertEquals(1, clear.imageAuroc());
        assertEquals(0.5, faint.imageAuroc());
        assertEquals(0.75, evaluation.overall().imageAuroc());
        assertEquals(1, clear.pixelAuroc());
        // Of the 8 + 3 normal pixels, 0.2, 0.3 and 0.4 are above.
        assertEquals(8.0 / 11, faint.pixelAuroc(), 1e-12);
        assertEquals(2, evaluation.maskedDefects());
    }

    @Test
    void equalScoresCountHalf() {
        EvaluationAccumulator accumulator = new EvaluationAccumulator();
        accumulator.add("good", map(0.5f, 0.5f, 0.5f, 0.5f), null, false, "good");
        accumulator.add("bad", map(0.5f, 0.5f, 0.5f, 0.5f), mask(1, 0, 0, 1), true, "bad");
        Metrics metrics = accumulator.evaluate().overall();
        assertEquals(0.5, metrics.imageAuroc());
        assertEquals(0.5, metrics.pixelAuroc());
        assertEquals(0.25, metrics.pixelAp());
        assertEquals(2.0 / 3, metrics.f1Max(), 1e-12);
    }

    @Test
    void pixelFiguresAreUndefinedWithoutMasks() {
        EvaluationAccumulator accumulator = new EvaluationAccumulator();
        accumulator.add("good", map(GOOD), null, false, "good");
        accumulator.add("bad", map(0.9f, 0, 0, 0), null, true, "bad");
        MapEvaluation evaluation = accumulator.evaluate();
        assertEquals(1, evaluation.overall().imageAuroc());
        assertEquals(0, evaluation.maskedDefects());
        for (String key : List.of("pixel_auroc", "pixel_ap", "aupro", "iap", "iap90", "pixel_f1_max")) {
            assertTrue(evaluation.overall().toMap().containsKey(key), key);
            assertNull(evaluation.overall().toMap().get(key), key);
        }
    }

    @Test
    void imageFiguresAreUndefinedWithoutDefects() {
        EvaluationAccumulator accumulator = new EvaluationAccumulator();
        assertTrue(Double.isNaN(accumulator.evaluate().overall().imageAuroc()));
        accumulator.add("good", map(GOOD), null, false, "good");
        Metrics metrics = accumulator.evaluate().overall();
        assertTrue(Double.isNaN(metrics.imageAuroc()));
        assertTrue(Double.isNaN(metrics.f1Max()));
        assertTrue(Double.isNaN(metrics.pixelAuroc()));
    }

    @Test
    void undefinedFiguresDoNotCountInAMean() {
        Metrics first = new Metrics(1, 0.5, Double.NaN, 1, 1, 1, 1, 1);
        Metrics second = new Metrics(0.5, Double.NaN, Double.NaN, 0, 0, 0, 0, 0);
        Metrics mean = Metrics.mean(List.of(first, second));
        assertEquals(0.75, mean.imageAuroc());
        assertEquals(0.5, mean.pixelAuroc());
        assertTrue(Double.isNaN(mean.pixelAp()));
        assertEquals(0.5, mean.pixelF1Max());
    }

    @Test
    void refusesAMapThatIsNoScoreAndNamesTheImage() {
        EvaluationAccumulator accumulator = new EvaluationAccumulator();
        InputException refused = assertThrows(
                InputException.class,
                () -> accumulator.add("tile 17.png", map(0, Float.NaN, 0, 0), null, false, "good"));
        assertEquals(
                "The anomaly map of tile 17.png holds NaN, which is not in [0, 1]; "
                        + "the network that made it is damaged or was not trained to the end",
                refused.getMessage());
        assertEquals(0, accumulator.evaluate().images().size());
    }

    @Test
    void refusesAMaskOfAnotherSize() {
        InputException refused = assertThrows(InputException.class, () -> new EvaluationAccumulator()
                .add("tile 17.png", map(GOOD), new Mask(4, 1, new byte[4]), true, "crack"));
        assertEquals(
                "The mask of tile 17.png has 4 x 1 pixels, its anomaly map 2 x 2; "
                        + "give a mask of the same picture, resized to the map",
                refused.getMessage());
    }

    @Test
    void refusesAGoodImageWithADefectInItsMask() {
        InputException refused = assertThrows(InputException.class, () -> new EvaluationAccumulator()
                .add("tile 17.png", map(GOOD), mask(0, 1, 0, 0), false, "good"));
        assertTrue(refused.getMessage().contains("tile 17.png"), refused.getMessage());
    }

    @Test
    void memoryStaysBoundedAndTheFiguresStayClose() {
        int limit = 4096;
        EvaluationAccumulator bounded = new EvaluationAccumulator(AnomalyScore::of, limit);
        EvaluationAccumulator exact = new EvaluationAccumulator(AnomalyScore::of, Integer.MAX_VALUE);
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            boolean defect = i % 3 == 0;
            String kind = defect ? "kind" + i % 2 : "good";
            byte[] inside = new byte[64 * 64];
            float[] values = new float[64 * 64];
            for (int p = 0; p < values.length; p++) {
                inside[p] = (byte) (defect && p % 64 < 8 && p / 64 % 9 < 6 ? 1 : 0);
                values[p] = (float) Math.pow(random.nextFloat(), inside[p] == 1 ? 3 : 8);
            }
            AnomalyMap map = new AnomalyMap(64, 64, values);
            bounded.add("image " + i, map, new Mask(64, 64, inside), defect, kind);
            exact.add("image " + i, map, new Mask(64, 64, inside), defect, kind);
            assertTrue(bounded.entries() <= 3 * limit, "after " + i);
        }
        assertTrue(exact.entries() > 100_000);
        Metrics approximate = bounded.evaluate().overall();
        Metrics truth = exact.evaluate().overall();
        assertEquals(truth.pixelAuroc(), approximate.pixelAuroc(), 1e-4);
        assertEquals(truth.pixelAp(), approximate.pixelAp(), 1e-3);
        assertEquals(truth.aupro(), approximate.aupro(), 1e-3);
        assertEquals(truth.iap(), approximate.iap(), 1e-3);
        assertEquals(truth.imageAuroc(), approximate.imageAuroc());
    }

    static AnomalyMap map(float... values) {
        return new AnomalyMap(2, 2, values);
    }

    static Mask mask(int... inside) {
        byte[] data = new byte[4];
        for (int i = 0; i < 4; i++) {
            data[i] = (byte) inside[i];
        }
        return new Mask(2, 2, data);
    }
}

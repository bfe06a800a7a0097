package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThresholdChoiceTest {
    @Test
    void takesTheRankThatTheBinomialAllows() {
        // P(Binomial(59, 0.05) >= 1) = 0.9515; one image fewer gives 0.9490.
        assertEquals(1, Binomial.rank(59, 0.05, 0.95));
        assertEquals(0, Binomial.rank(58, 0.05, 0.95));
        // The classic table: 93 images allow the second highest.
        assertEquals(2, Binomial.rank(93, 0.05, 0.95));
        assertEquals(1, Binomial.rank(92, 0.05, 0.95));
        assertEquals(59, Binomial.imagesFor(0.05, 0.95));
    }

    @Test
    void staysExactWithVeryManyImages() {
        // About normal: mean 10,000, deviation 99.5.
        assertEquals(0.5, Binomial.upperTail(1_000_000, 0.01, 10_000), 0.01);
        assertEquals(9837, Binomial.rank(1_000_000, 0.01, 0.95), 3);
    }

    @Property(tries = 200)
    void theTailIsTheSumOfTheTerms(
            @ForAll @IntRange(min = 1, max = 30) int trials, @ForAll @DoubleRange(min = 0.01, max = 0.99) double p) {
        for (int atLeast = 0; atLeast <= trials; atLeast++) {
            double sum = 0;
            for (int hits = atLeast; hits <= trials; hits++) {
                double choose = 1;
                for (int i = 0; i < hits; i++) {
                    choose = choose * (trials - i) / (i + 1);
                }
                sum += choose * Math.pow(p, hits) * Math.pow(1 - p, trials - hits);
            }
            assertEquals(sum, Binomial.upperTail(trials, p, atLeast), 1e-9);
        }
    }

    @Test
    void theHighestGoodScoreIsStillOk() {
        double[] good = {0.1, 0.3, 0.2};
        ThresholdChoice choice = ThresholdChoice.fromGood(good);
        assertFalse(choice.isDefect(0.3));
        assertTrue(choice.isDefect(Math.nextUp(0.3)));
        assertEquals(1 - Math.cbrt(0.05), choice.falseRejectBound(), 1e-12);
        assertEquals(0, choice.falseRejects());
    }

    @Test
    void refusesABoundThatTheImagesCannotSupport() {
        InputException refused =
                assertThrows(InputException.class, () -> ThresholdChoice.fromGood(new double[20], 0.01, 0.95));
        assertEquals(
                "20 good images cannot show that at most 1.00 % of good parts are rejected, with 95.0 % confidence: "
                        + "they support 13.9 % at best, and it would take 299 images; give more images, a higher bound, or none",
                refused.getMessage());
    }

    @Test
    void asksForOnePercentWhenThereAreEnoughImages() {
        double[] good = IntStream.range(0, 1000).mapToDouble(i -> i / 2000.0).toArray();
        ThresholdChoice choice = ThresholdChoice.fromGood(good);
        assertEquals(0.01, choice.falseRejectBound());
        // P(Binomial(1000, 0.01) >= 5) = 0.971, >= 6: 0.934.
        assertEquals(Math.nextUp(good[995]), choice.threshold());
        assertEquals(4, choice.falseRejects());
        assertEquals(
                "Just above the score of rank 5 from the top among 1000 good images, of which it rejects 4. "
                        + "With 95.0 % confidence at most 1.00 % of good parts are rejected, as long as they are like these.",
                choice.explanation());
    }

    @Test
    void equalScoresAreRejectedTogetherOrNotAtAll() {
        double[] good = new double[400];
        Arrays.fill(good, 100, 400, 0.5);
        ThresholdChoice choice = ThresholdChoice.fromGood(good, 0.2, 0.95);
        assertFalse(choice.isDefect(0.5));
        assertEquals(0, choice.falseRejects());
    }

    @Test
    void theBoundHoldsAsOftenAsItClaims() {
        assertCoverage(random -> random.nextDouble(), threshold -> 1 - threshold, 0.05, 0.9, 80);
        assertCoverage(
                random -> Math.pow(random.nextDouble(), 4), threshold -> 1 - Math.pow(threshold, 0.25), 0.1, 0.8, 50);
    }

    @Test
    void theBoundHoldsForScoresThatAreOftenEqual() {
        // Scores 0, 0.1 .. 0.9; the threshold lies just above one of them.
        ToDoubleFunction<Random> tenths = random -> random.nextInt(10) / 10.0;
        assertCoverage(tenths, threshold -> (9 - Math.floor(threshold * 10 + 1e-9)) / 10, 0.15, 0.9, 60);
    }

    private static void assertCoverage(
            ToDoubleFunction<Random> draw, DoubleUnaryOperator rateAbove, double bound, double confidence, int images) {
        Random random = new Random(7);
        int held = 0;
        int runs = 4000;
        for (int run = 0; run < runs; run++) {
            double[] good = new double[images];
            Arrays.setAll(good, i -> draw.applyAsDouble(random));
            ThresholdChoice choice = ThresholdChoice.fromGood(good, bound, confidence);
            held += rateAbove.applyAsDouble(choice.threshold()) <= bound ? 1 : 0;
        }
        // Three deviations of a frequency over 4000 runs.
        double deviation = Math.sqrt(confidence * (1 - confidence) / runs);
        assertTrue(held >= (confidence - 3 * deviation) * runs, held + " of " + runs);
    }

    @Test
    void theNextRankWouldBreakThePromise() {
        Random random = new Random(11);
        int images = 80;
        int rank = Binomial.rank(images, 0.05, 0.9);
        int held = 0;
        for (int run = 0; run < 4000; run++) {
            double[] good = random.doubles(images).sorted().toArray();
            held += 1 - good[images - rank - 1] <= 0.05 ? 1 : 0;
        }
        assertTrue(held < 0.9 * 4000, "rank " + (rank + 1) + " held in " + held + " of 4000");
    }

    @Test
    void findsTheBestF1() {
        ThresholdChoice choice =
                ThresholdChoice.bestF1(new double[] {0.1, 0.2, 0.5}, new double[] {0.4, 0.8, 0.9, 0.6});
        // Calling 0.4 and above: 4 of 4 defects and 1 good one, F1 = 8 / 9; 0.6 and above: 3 of 4, F1 = 6 / 7.
        assertEquals(0.3, choice.threshold(), 1e-15);
        assertEquals(1, choice.falseRejects());
        assertEquals(0, choice.misses());
        assertNull(choice.falseRejectBound());
        assertEquals(
                "The best F1, 0.8889, on 3 good and 4 defective images: 1 good ones rejected, 0 defects missed.",
                choice.explanation());
    }

    @Property(tries = 300)
    void noThresholdHasABetterF1(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 8) Integer> goodEighths,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 8) Integer> defectEighths) {
        double[] good = goodEighths.stream().mapToDouble(v -> v / 8.0).toArray();
        double[] defect = defectEighths.stream().mapToDouble(v -> v / 8.0).toArray();
        ThresholdChoice choice = ThresholdChoice.bestF1(good, defect);
        double found = f1(good, defect, choice.threshold());
        for (int i = 0; i <= 9; i++) {
            assertTrue(f1(good, defect, i / 8.0) <= found + 1e-12);
        }
    }

    @Test
    void separatesNeighbouringScores() {
        double low = 0.5;
        ThresholdChoice choice = ThresholdChoice.bestF1(new double[] {low}, new double[] {Math.nextUp(low)});
        assertFalse(choice.isDefect(low));
        assertTrue(choice.isDefect(Math.nextUp(low)));
    }

    @Test
    void refusesScoresThatAreNone() {
        assertThrows(InputException.class, () -> ThresholdChoice.fromGood(new double[0]));
        assertThrows(InputException.class, () -> ThresholdChoice.fromGood(new double[] {Double.NaN}));
        assertThrows(InputException.class, () -> ThresholdChoice.bestF1(new double[] {0.1}, new double[0]));
        assertThrows(InputException.class, () -> ThresholdChoice.fromGood(new double[100], 0, 0.95));
        assertThrows(InputException.class, () -> ThresholdChoice.fromGood(new double[100], 0.1, 1));
    }

    @Test
    void refusesWhenGoodImagesReachTheHighestScore() {
        InputException refused =
                assertThrows(InputException.class, () -> ThresholdChoice.fromGood(new double[] {0.2, 1}));
        assertTrue(refused.getMessage().contains("no threshold"), refused.getMessage());
    }

    private static double f1(double[] good, double[] defect, double threshold) {
        double hits = Arrays.stream(defect).filter(s -> s >= threshold).count();
        double alarms = Arrays.stream(good).filter(s -> s >= threshold).count();
        return 2 * hits / (hits + alarms + defect.length);
    }
}

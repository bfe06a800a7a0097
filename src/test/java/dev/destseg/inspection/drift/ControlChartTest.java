package dev.destseg.inspection.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.recipe.TraitRange;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts alarms over many recipes and sequences with fixed seeds. */
class ControlChartTest {
    private static final int SEQUENCES = 400;
    private static final int LENGTH = 5_000;
    private static final ToDoubleFunction<Random> NORMAL = random -> 100 + 10 * random.nextGaussian();
    /** As anomaly scores are: skewed, with a long tail to the right. */
    private static final ToDoubleFunction<Random> SKEWED =
            random -> 100 - 10 * (Math.log(1 - random.nextDouble()) + Math.log(1 - random.nextDouble()));

    @Test
    void theBandIsWhatTheFormulaGives() {
        TraitRange range = new TraitRange(100, 10, 80, 120);
        Band band = Band.of(Trait.BRIGHTNESS, 20, range);
        // chi-square with 19 degrees of freedom exceeds 10.117 with a probability of 95 %.
        double sigma = 10 * Math.sqrt(20 / 19.0) * Math.sqrt(19 / 10.117);
        assertEquals(sigma, band.sigma(), 0.01);
        assertEquals(4.5 * sigma * Math.sqrt(0.05 / 1.95 + 0.05), band.halfWidth(), 0.01);
    }

    @Test
    void imagesThatAreAllAlikeMakeNoBandWithoutWidth() {
        Band band = Band.of(Trait.BRIGHTNESS, 20, new TraitRange(100, 0, 100, 100));
        assertEquals(1, band.sigma());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 50, 200})
    void seldomAlarmsWhileNothingChanges(int images) {
        int falseAlarms = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            falseAlarms += firstAlarm(images, NORMAL, 0, LENGTH, i) < LENGTH ? 1 : 0;
        }
        assertTrue(falseAlarms <= SEQUENCES / 100, falseAlarms + " of " + SEQUENCES + " sequences");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 50, 100})
    void seldomAlarmsWhileNothingChangesAlsoWithSkewedValues(int images) {
        int falseAlarms = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            falseAlarms += firstAlarm(images, SKEWED, 0, LENGTH, i) < LENGTH ? 1 : 0;
        }
        assertTrue(falseAlarms <= SEQUENCES / 20, falseAlarms + " of " + SEQUENCES + " sequences");
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void alarmsWithinAHundredImagesWhenValuesShiftByTwoDeviations(int deviations) {
        int late = 0;
        for (int i = 0; i < SEQUENCES; i++) {
            late += firstAlarm(50, NORMAL, 10 * deviations, 100, i) >= 100 ? 1 : 0;
        }
        assertTrue(late <= SEQUENCES / 50, late + " of " + SEQUENCES + " are late");
    }

    @Test
    void aGrossChangeTakesAFewImages() {
        assertTrue(firstAlarm(100, NORMAL, 1_000, 100, 1) < 12);
    }

    @Test
    void aSingleDefectIsNoDrift() {
        ControlChart chart = new ControlChart(Band.of(Trait.SCORE, 100, new TraitRange(0.1, 0.01, 0.08, 0.12)));
        for (int i = 0; i < 200; i++) {
            assertFalse(chart.add(i % 50 == 25 ? 0.9 : 0.1), "image " + i);
        }
    }

    @Test
    void theAlarmBeginsOnceAndEndsOnce() {
        ControlChart chart = new ControlChart(Band.of(Trait.BRIGHTNESS, 100, new TraitRange(100, 10, 80, 120)));
        int changes = 0;
        for (int i = 0; i < 300; i++) {
            changes += chart.add(i < 100 ? 130 : 100) ? 1 : 0;
            assertEquals(changes == 1, chart.state().alarmed());
        }
        assertEquals(2, changes);
    }

    /** The number of the image that alarms first, or the length of the sequence. */
    private static int firstAlarm(int images, ToDoubleFunction<Random> values, double shift, int length, long seed) {
        Random random = new Random(seed);
        double[] good = new double[images];
        Arrays.setAll(good, i -> values.applyAsDouble(random));
        ControlChart chart = new ControlChart(Band.of(Trait.CONTRAST, images, positive(good)));
        for (int i = 0; i < length; i++) {
            if (chart.add(values.applyAsDouble(random) + shift)) {
                return i;
            }
        }
        return length;
    }

    private static TraitRange positive(double[] good) {
        return TraitRange.of(
                Arrays.stream(good).map(value -> Math.max(0, value)).toArray());
    }
}

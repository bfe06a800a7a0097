package dev.destseg.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ActivationHistogramTest {
    @Test
    void minAndMaxReachAsFarAsAnythingSeen() {
        ActivationHistogram histogram = new ActivationHistogram();
        histogram.add(new float[] {0.5f, -0.25f});
        histogram.add(new float[] {7.75f, 0});
        assertEquals(new ActivationRange(-0.25f, 7.75f), histogram.range(RangeMethod.MIN_MAX));
    }

    @Test
    void thePercentileCutsOffOneInTenThousand() {
        float[] numbers = new float[100_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (i + 1) / 100_000f;
        }
        for (int i = 0; i < 9; i++) {
            numbers[i] = 50;
        }
        ActivationHistogram histogram = new ActivationHistogram();
        histogram.add(numbers);
        ActivationRange range = histogram.range(RangeMethod.PERCENTILE);
        // The nine and one more may go; a bin is 64 / 4096 wide.
        assertTrue(range.most() >= 0.98f && range.most() <= 1.02f, range::toString);
        assertEquals(0, range.least());
    }

    @Test
    void entropyKeepsABellAndCutsOffALoneNumber() {
        Random random = new Random(1);
        float[] numbers = new float[100_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        numbers[7] = 100;
        ActivationHistogram histogram = new ActivationHistogram();
        histogram.add(numbers);
        ActivationRange range = histogram.range(RangeMethod.ENTROPY);
        assertTrue(range.most() > 2 && range.most() < 10, range::toString);
        assertTrue(range.least() < -2 && range.least() > -10, range::toString);
    }

    @Test
    void zerosDoNotDrownTheRest() {
        ActivationHistogram few = new ActivationHistogram();
        ActivationHistogram many = new ActivationHistogram();
        float[] numbers = {1, 2, 3, 4};
        few.add(numbers);
        many.add(numbers);
        many.add(new float[1_000_000]);
        for (RangeMethod method : RangeMethod.values()) {
            assertEquals(few.range(method), many.range(method), method.label());
        }
    }

    @Test
    void refusesWhatNoByteCanStandFor() {
        ActivationHistogram histogram = new ActivationHistogram();
        assertThrows(IllegalArgumentException.class, () -> histogram.add(new float[] {Float.NaN}));
        assertThrows(IllegalArgumentException.class, () -> histogram.add(new float[] {Float.NEGATIVE_INFINITY}));
    }
}

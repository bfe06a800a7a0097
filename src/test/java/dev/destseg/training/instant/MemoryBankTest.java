package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemoryBankTest {
    private static final Level LEVEL = new Level(16, 4, 2, 3, true, true);

    @Test
    void whatGoodPartsDifferInIsWideAndWhatTheyShareIsNarrow() {
        Map<String, FloatTensor> bank =
                MemoryBank.fit(sample(1), 40, new SplittableRandom(1)).get();

        float[] vectors = data(bank, InstantParameters.bankVectors(LEVEL));
        float[] widths = data(bank, InstantParameters.bankWidths(LEVEL));
        double narrow = 0;
        double wide = 0;
        int shared = 0;
        for (int i = 0; i < widths.length; i++) {
            assertTrue(widths[i] >= 0.5f && widths[i] <= 2, "width " + widths[i]);
            if (vectors[2 * i] < 0) {
                narrow += widths[i];
                shared++;
            } else {
                wide += widths[i];
            }
        }
        assertTrue(
                narrow / shared < 0.8 * wide / (widths.length - shared),
                narrow / shared + " and " + wide / (widths.length - shared));
    }

    /** Half of the positions lie close together in all images, the others anywhere. */
    private static FeatureSample sample(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FeatureSample sample = new FeatureSample(LEVEL, 16);
        for (int image = 0; image < 12; image++) {
            float[] features = new float[2 * 16];
            for (int i = 0; i < features.length; i++) {
                features[i] = (float) (i < 16 ? -5 + 0.3 * random.nextGaussian() : 5 + 2 * random.nextGaussian());
            }
            sample.add(features, 0, image, random);
        }
        return sample;
    }

    @Test
    void widthsStayWhenABankIsRestoredAndGrows() {
        Map<String, FloatTensor> before =
                MemoryBank.fit(sample(1), 40, new SplittableRandom(1)).get();

        FeatureSample restored = MemoryBank.restored(LEVEL, 192, new Parameters(before));
        Map<String, FloatTensor> after = MemoryBank.fit(restored.plus(sample(2)), 60, new SplittableRandom(2))
                .get();

        float[] widths = data(after, InstantParameters.bankWidths(LEVEL));
        float[] known = data(before, InstantParameters.bankWidths(LEVEL));
        long kept = Arrays.stream(boxed(known))
                .filter(width -> Arrays.asList(boxed(widths)).contains(width))
                .count();
        assertTrue(kept > 10, kept + " of " + known.length);
        assertEquals(60, widths.length);
    }

    @Test
    void aBankOfAVersionWithoutWidthsHasThoseThatAreUsual() {
        Map<String, FloatTensor> before = new HashMap<>(
                MemoryBank.fit(sample(1), 40, new SplittableRandom(1)).get());
        before.remove(InstantParameters.bankWidths(LEVEL));

        float[] widths = MemoryBank.restored(LEVEL, 192, new Parameters(before)).widths();

        float[] usual = new float[40];
        Arrays.fill(usual, 1);
        assertArrayEquals(usual, widths);
    }

    private static Float[] boxed(float[] values) {
        Float[] boxed = new Float[values.length];
        Arrays.setAll(boxed, i -> values[i]);
        return boxed;
    }

    private static float[] data(Map<String, FloatTensor> parameters, String name) {
        return Objects.requireNonNull(parameters.get(name), name).data();
    }
}

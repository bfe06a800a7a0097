package dev.destseg.dataset.synthesis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Image;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProceduralTexturesTest {
    private static final int SIDE = 96;

    private static Image draw(TextureFamily family, long seed) {
        return new ProceduralTextures(List.of(family)).draw(SIDE, SIDE, new SplittableRandom(seed));
    }

    @ParameterizedTest
    @EnumSource
    void everyFamilyHasContrast(TextureFamily family) {
        int flat = 0;
        for (int seed = 0; seed < 50; seed++) {
            flat += deviation(draw(family, seed)) < 6 ? 1 : 0;
        }
        assertTrue(flat <= 10, family + ": " + flat + " of 50 textures are nearly flat");
    }

    @ParameterizedTest
    @EnumSource
    void everyFamilyVariesWithTheSeedAndWithNothingElse(TextureFamily family) {
        Image first = draw(family, 1);
        assertArrayEquals(first.rgb(), draw(family, 1).rgb());
        assertTrue(difference(first, draw(family, 2)) > 10);
    }

    @Test
    void familiesDifferFromEachOther() {
        for (TextureFamily one : TextureFamily.values()) {
            for (TextureFamily other : TextureFamily.values()) {
                assertTrue(one == other || difference(draw(one, 7), draw(other, 7)) > 5, one + " is " + other);
            }
        }
    }

    @Test
    void needsAFamily() {
        assertThrows(IllegalArgumentException.class, () -> new ProceduralTextures(List.of()));
    }

    @Test
    void noiseStaysWithinItsRangeAndVaries() {
        float[] noise = FractalNoise.field(SIDE, SIDE, 20, 10, 3, 0.5, new SplittableRandom(1));
        double sum = 0;
        for (float value : noise) {
            assertTrue(value >= 0 && value <= 1);
            sum += value;
        }
        double mean = sum / noise.length;
        assertTrue(Math.abs(mean - 0.5) < 0.1, "mean " + mean);
    }

    /** The largest standard deviation of a channel. */
    private static double deviation(Image image) {
        double worst = 0;
        for (int channel = 0; channel < 3; channel++) {
            double sum = 0;
            double squares = 0;
            for (int i = channel; i < image.rgb().length; i += 3) {
                int value = image.rgb()[i] & 0xFF;
                sum += value;
                squares += value * value;
            }
            int count = SIDE * SIDE;
            worst = Math.max(worst, Math.sqrt(squares / count - sum * sum / count / count));
        }
        return worst;
    }

    /** Mean absolute. */
    private static double difference(Image one, Image other) {
        double sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF));
        }
        return sum / one.rgb().length;
    }
}

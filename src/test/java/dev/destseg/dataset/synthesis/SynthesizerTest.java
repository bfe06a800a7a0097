package dev.destseg.dataset.synthesis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SynthesizerTest {
    private static final int SIDE = 128;
    private static final Image GOOD = ProceduralTextures.all().draw(SIDE, SIDE, new SplittableRandom(5));
    private static final Synthesizer SYNTHESIZER = synthesizer(ProductRotation.ANY_QUARTER, 11);

    private static Synthesizer synthesizer(ProductRotation rotation, long seed) {
        return new Synthesizer(SynthesisSettings.published(rotation), ProceduralTextures.all(), seed);
    }

    @Test
    void givesTheSameSamplesWhateverTheThreads() {
        List<CorruptedSample> one = IntStream.range(0, 64)
                .mapToObj(index -> SYNTHESIZER.sample(GOOD, index))
                .toList();
        List<CorruptedSample> many = IntStream.range(0, 64)
                .parallel()
                .mapToObj(index -> synthesizer(ProductRotation.ANY_QUARTER, 11).sample(GOOD, index))
                .toList();
        for (int i = 0; i < one.size(); i++) {
            assertArrayEquals(one.get(i).clean().rgb(), many.get(i).clean().rgb());
            assertArrayEquals(
                    one.get(i).corrupted().rgb(), many.get(i).corrupted().rgb());
            assertArrayEquals(one.get(i).mask().data(), many.get(i).mask().data());
        }
    }

    @Test
    void otherSeedsAndIndicesGiveOtherSamples() {
        byte[] sample = SYNTHESIZER.sample(GOOD, 3).corrupted().rgb();
        assertFalse(
                Arrays.equals(sample, SYNTHESIZER.sample(GOOD, 4).corrupted().rgb()));
        Synthesizer other = synthesizer(ProductRotation.ANY_QUARTER, 12);
        assertFalse(Arrays.equals(sample, other.sample(GOOD, 3).corrupted().rgb()));
    }

    @Test
    void leavesEverythingOutsideTheMaskAndChangesWhatIsInside() {
        for (int index = 0; index < 100; index++) {
            CorruptedSample sample = SYNTHESIZER.sample(GOOD, index);
            int inside = 0;
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                boolean same = Arrays.equals(
                        sample.clean().rgb(),
                        3 * pixel,
                        3 * pixel + 3,
                        sample.corrupted().rgb(),
                        3 * pixel,
                        3 * pixel + 3);
                assertTrue(same || sample.mask().data()[pixel] == 1);
                inside += same ? 0 : 1;
            }
            assertTrue(sample.mask().area() > 0);
            assertTrue(inside > 0.5 * sample.mask().area(), "Sample " + index + " hardly differs inside its mask");
        }
    }

    @Test
    void blendsTextureAndProductByBeta() {
        Image black = flat(0);
        Image white = flat(255);
        Synthesizer synthesizer = new Synthesizer(
                SynthesisSettings.published(ProductRotation.NONE), new PhotographedTextures(List.of(white)), 2);
        double[] betas = IntStream.range(0, 400)
                .mapToDouble(index -> betaOf(synthesizer.sample(black, index)))
                .toArray();
        double mean = Arrays.stream(betas).average().orElseThrow();
        // Uniform in 0..0.8: mean 0.4, deviation of the mean 0.8 / sqrt(12 * 400) = 0.012.
        assertEquals(0.4, mean, 0.05);
        assertTrue(Arrays.stream(betas).min().orElseThrow() < 0.05);
        assertTrue(Arrays.stream(betas).max().orElseThrow() > 0.75);
        assertTrue(Arrays.stream(betas).max().orElseThrow() < 0.81);
    }

    /** White over black: what is missing to 255 is beta; it must be the same all over the mask. */
    private static double betaOf(CorruptedSample sample) {
        int level = -1;
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            if (sample.mask().data()[pixel] == 1) {
                int value = sample.corrupted().rgb()[3 * pixel] & 0xFF;
                assertTrue(level < 0 || level == value);
                level = value;
            }
        }
        return 1 - level / 255.0;
    }

    @Test
    void masksCoverAsMuchAsThePublishedOnes() {
        double covered = IntStream.range(0, 400)
                .mapToDouble(index -> SYNTHESIZER.sample(GOOD, index).mask().area() / (double) (SIDE * SIDE))
                .average()
                .orElseThrow();
        // 0.052 to 0.055 by the published formula at 256 x 256, over some hundred masks.
        assertEquals(0.053, covered, 0.01);
    }

    @Test
    void greyProductsGetGreySamplesWhenAsked() {
        Image grey = Grey.of(GOOD);
        Synthesizer standard =
                new Synthesizer(SynthesisSettings.standard(ProductRotation.SMALL), ProceduralTextures.all(), 1);
        Synthesizer published = synthesizer(ProductRotation.SMALL, 1);
        assertTrue(IntStream.range(0, 20)
                .allMatch(i -> Grey.is(standard.sample(grey, i).corrupted())));
        assertTrue(IntStream.range(0, 20)
                .anyMatch(i -> !Grey.is(published.sample(grey, i).corrupted())));
        assertTrue(IntStream.range(0, 20)
                .anyMatch(i -> !Grey.is(standard.sample(GOOD, i).corrupted())));
    }

    @Test
    void aGreyShareOfOneDropsAllColourOfTextures() {
        SynthesisSettings settings = new SynthesisSettings(ProductRotation.NONE, 5, 90, 0.5, 0.8, 1, false);
        Synthesizer synthesizer = new Synthesizer(settings, ProceduralTextures.all(), 1);
        assertTrue(IntStream.range(0, 20)
                .allMatch(i -> Grey.is(synthesizer.sample(flat(90), i).corrupted())));
    }

    @Test
    void handlesImagesThatAreNotSquare() {
        Image wide = ProceduralTextures.all().draw(90, 41, new SplittableRandom(1));
        for (int index = 0; index < 20; index++) {
            CorruptedSample sample = SYNTHESIZER.sample(wide, index);
            assertEquals(90, sample.corrupted().width());
            assertEquals(41, sample.corrupted().height());
            assertEquals(90 * 41, sample.mask().data().length);
        }
    }

    @Test
    void refusesImagesTooSmallAndTexturesOfAnotherSize() {
        Image tiny = new Image(15, 40, new byte[3 * 15 * 40]);
        assertThrows(IllegalArgumentException.class, () -> SYNTHESIZER.sample(tiny, 0));
        Synthesizer synthesizer = new Synthesizer(
                SynthesisSettings.published(ProductRotation.NONE), new PhotographedTextures(List.of(tiny)), 1);
        RuntimeException refused = assertThrows(RuntimeException.class, () -> synthesizer.sample(GOOD, 0));
        assertTrue(refused.getMessage().contains("15 x 40"), refused.getMessage());
        assertThrows(RuntimeException.class, () -> new PhotographedTextures(List.of()));
    }

    @Test
    void refusesSettingsOutsideTheirRange() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SynthesisSettings(ProductRotation.NONE, 9, 90, 0.5, 0.8, 0, true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SynthesisSettings(ProductRotation.NONE, 5, 90, 1, 0.8, 0, true));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SynthesisSettings(ProductRotation.NONE, 5, 90, 0.5, Double.NaN, 0, true));
    }

    @Test
    void streamsDependOnEveryStepOfTheirAddress() {
        long first = RandomStreams.at(1, 2, 3).nextLong();
        assertEquals(first, RandomStreams.at(1, 2, 3).nextLong());
        assertNotEquals(first, RandomStreams.at(1, 3, 2).nextLong());
        assertNotEquals(first, RandomStreams.at(2, 2, 3).nextLong());
        assertNotEquals(first, RandomStreams.at(1, 2, 3, 0).nextLong());
    }

    private static Image flat(int level) {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        Arrays.fill(rgb, (byte) level);
        return new Image(SIDE, SIDE, rgb);
    }
}

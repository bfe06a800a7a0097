package dev.destseg.dataset.synthesis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StructuralSynthesizerTest {
    private static final Image GOOD = DemoProduct.FABRIC.good(1, 0);
    private static final Image OTHER = DemoProduct.FABRIC.good(1, 1);

    private final StructuralSynthesizer synthesizer = new StructuralSynthesizer(5, 0);

    @Test
    void theSameNumberGivesTheSameDefectAndAnotherNumberAnother() {
        CorruptedSample once = synthesizer.sample(GOOD, OTHER, 3);
        assertArrayEquals(
                once.corrupted().rgb(),
                synthesizer.sample(GOOD, OTHER, 3).corrupted().rgb());
        assertFalse(Arrays.equals(
                once.corrupted().rgb(),
                synthesizer.sample(GOOD, OTHER, 4).corrupted().rgb()));
    }

    @Test
    void outsideItsMaskAPartIsAsItWasAndInsideSomethingIsSeen() {
        for (int index = 0; index < 20; index++) {
            CorruptedSample sample = synthesizer.sample(GOOD, OTHER, index);
            int changed = 0;
            for (int i = 0; i < GOOD.rgb().length; i++) {
                boolean same = sample.corrupted().rgb()[i] == GOOD.rgb()[i];
                assertTrue(same || sample.mask().data()[i / 3] == 1, "sample " + index);
                changed += same ? 0 : 1;
            }
            assertTrue(changed > 0, "sample " + index);
        }
    }

    @Test
    void defectsCoverAsMuchAsWasAskedFor() {
        StructuralSynthesizer large = new StructuralSynthesizer(5, 0.05);
        for (int index = 0; index < 10; index++) {
            Mask mask = large.sample(GOOD, OTHER, index).mask();
            assertTrue(mask.area() >= 0.05 * mask.data().length, mask.area() + " pixels");
        }
    }

    @ParameterizedTest
    @EnumSource(StructuralDefect.class)
    void everyKindOfDefectShows(StructuralDefect kind) {
        int shown = 0;
        for (int seed = 0; seed < 10; seed++) {
            Image damaged = kind.inflict(GOOD, OTHER, new SplittableRandom(seed));
            assertEquals(GOOD.width(), damaged.width());
            shown += Arrays.equals(damaged.rgb(), GOOD.rgb()) ? 0 : 1;
        }
        assertTrue(shown >= 8, shown + " of 10");
    }

    @ParameterizedTest
    @EnumSource(StructuralDefect.class)
    void aGreyPartStaysGrey(StructuralDefect kind) {
        Image good = Grey.of(GOOD);
        Image other = Grey.of(OTHER);
        for (int seed = 0; seed < 5; seed++) {
            assertTrue(Grey.is(kind.inflict(good, other, new SplittableRandom(seed))), kind + " with seed " + seed);
        }
    }

    @Test
    void anImageTooSmallForADefectIsRefused() {
        Image tiny = new Image(8, 8, new byte[3 * 8 * 8]);
        String message = assertThrows(IllegalArgumentException.class, () -> synthesizer.sample(tiny, tiny, 0))
                .getMessage();
        assertTrue(message.contains("8 x 8"), message);
    }
}

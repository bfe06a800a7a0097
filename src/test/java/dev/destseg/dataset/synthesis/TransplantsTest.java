package dev.destseg.dataset.synthesis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TransplantsTest {
    private static final Image GOOD = DemoProduct.FABRIC.good(1, 0);

    @Test
    void theSameNumberGivesTheSameSampleAndAnotherNumberAnother() {
        Transplants transplants = transplants(scratch(40, 30, 50, 3), 1);
        byte[] once = transplants.sample(GOOD, 3).corrupted().rgb();
        assertArrayEquals(once, transplants.sample(GOOD, 3).corrupted().rgb());
        assertFalse(Arrays.equals(once, transplants.sample(GOOD, 4).corrupted().rgb()));
    }

    @Property(tries = 60)
    void whereverADefectIsTakenFromItsMaskIsWhereTheGoodPartIsNoLongerAsItWas(
            @ForAll @IntRange(min = 0, max = 255) int x,
            @ForAll @IntRange(min = 0, max = 255) int y,
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 60) int height,
            @ForAll @IntRange(max = 1000) int number) {
        CorruptedSample sample = transplants(scratch(x, y, width, height), 1).sample(GOOD, number);
        assertTrue(sample.mask().area() > 0);
        for (int i = 0; i < sample.clean().rgb().length; i++) {
            boolean same = sample.corrupted().rgb()[i] == sample.clean().rgb()[i];
            assertTrue(same || sample.mask().data()[i / 3] == 1, "byte " + i);
        }
    }

    @Test
    void aDefectIsAsMuchDarkerThanItsNewPlaceAsItWasThanItsOldOne() {
        Image part = plain(200);
        for (int i = 0; i < 30 * 30; i++) {
            paint(part, 100 + i % 30, 100 + i / 30, 150);
        }
        ShownDefect dark = new ShownDefect(part, Mask.of(256, 256, List.of(new Box(100, 100, 30, 30))));
        Image dim = plain(120);
        for (int number = 0; number < 20; number++) {
            CorruptedSample sample = transplants(dark, 7).sample(dim, number);
            int darkest = IntStream.range(0, sample.mask().data().length)
                    .map(pixel -> sample.corrupted().rgb()[3 * pixel] & 0xFF)
                    .min()
                    .orElseThrow();
            assertTrue(darkest >= 70 && darkest <= 90, "50 darker than 120, or somewhat less, not " + darkest);
        }
    }

    @Test
    void eachOfTheDefectsIsUsed() {
        ShownDefect small = scratch(10, 10, 2, 2);
        ShownDefect large = scratch(100, 100, 60, 60);
        Transplants both = new Transplants(List.of(small, large), ProductRotation.NONE, 1);
        long large20 = IntStream.range(0, 20)
                .filter(number -> both.sample(GOOD, number).mask().area() > 400)
                .count();
        assertTrue(large20 > 3 && large20 < 17, large20 + " of 20");
    }

    @Test
    void aMaskThatMarksNothingOrIsOfAnotherSizeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ShownDefect(GOOD, Mask.of(256, 256, List.of())));
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new ShownDefect(GOOD, Mask.of(8, 8, List.of(new Box(0, 0, 8, 8)))));
        assertEquals("The mask of a defect has 8 x 8 pixels, its image 256 x 256", refused.getMessage());
    }

    private static Transplants transplants(ShownDefect defect, long seed) {
        return new Transplants(List.of(defect), ProductRotation.NONE, seed);
    }

    private static ShownDefect scratch(int x, int y, int width, int height) {
        Mask mask = Mask.of(256, 256, List.of(new Box(x, y, width, height)));
        return new ShownDefect(DemoProduct.FABRIC.good(1, 1), mask);
    }

    private static Image plain(int light) {
        byte[] rgb = new byte[3 * 256 * 256];
        Arrays.fill(rgb, (byte) light);
        return new Image(256, 256, rgb);
    }

    private static void paint(Image image, int x, int y, int light) {
        Arrays.fill(image.rgb(), 3 * (y * 256 + x), 3 * (y * 256 + x) + 3, (byte) light);
    }
}

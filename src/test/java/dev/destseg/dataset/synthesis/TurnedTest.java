package dev.destseg.dataset.synthesis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Image;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnedTest {
    private static Image image(int width, int height) {
        return ProceduralTextures.all().draw(width, height, new SplittableRandom(3));
    }

    @Test
    void aQuarterTurnMovesEveryPixelCounterClockwise() {
        byte[] rgb = new byte[12];
        for (int pixel = 0; pixel < 4; pixel++) {
            rgb[3 * pixel] = (byte) pixel;
        }
        byte[] turned = Turned.by(90, new Image(2, 2, rgb)).rgb();
        // 0 1 becomes 1 3
        // 2 3         0 2
        assertArrayEquals(
                new int[] {1, 3, 0, 2},
                IntStream.range(0, 4).map(i -> turned[3 * i]).toArray());
    }

    @Test
    void fourQuarterTurnsGiveTheImageBack() {
        Image image = image(33, 33);
        Image turned = image;
        for (int i = 0; i < 4; i++) {
            turned = Turned.by(90, turned);
        }
        assertArrayEquals(image.rgb(), turned.rgb());
    }

    @Test
    void noTurnCopiesNothing() {
        Image image = image(20, 20);
        assertSame(image, Turned.by(0, image));
    }

    @Test
    void fillsWhatTheImageDoesNotCover() {
        Image turned = Turned.by(5, image(64, 64));
        assertEquals(114, turned.rgb()[0]);
        assertEquals(114, turned.rgb()[1]);
        assertEquals(114, turned.rgb()[2]);
    }

    @Test
    void drawsAnglesOfTheProduct() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200; i++) {
            assertEquals(0, ProductRotation.NONE.drawDegrees(random));
            assertEquals(0, ProductRotation.SMALL.drawDegrees(random), 5);
        }
        int[] quarters = new int[4];
        for (int i = 0; i < 200; i++) {
            double degrees = ProductRotation.ANY_QUARTER.drawDegrees(random);
            int quarter = (int) Math.round(degrees / 90);
            assertEquals(90 * quarter, degrees, 5);
            quarters[quarter]++;
        }
        assertTrue(IntStream.of(quarters).allMatch(count -> count > 20));
    }

    @Test
    void knowsThePublishedRotations() {
        assertEquals(ProductRotation.NONE, ProductRotation.published("pill").orElseThrow());
        assertEquals(ProductRotation.SMALL, ProductRotation.published("wood").orElseThrow());
        assertEquals(
                ProductRotation.ANY_QUARTER, ProductRotation.published("tile").orElseThrow());
        assertTrue(ProductRotation.published("flange").isEmpty());
    }
}

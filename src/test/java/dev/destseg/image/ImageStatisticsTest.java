package dev.destseg.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class ImageStatisticsTest {
    @Test
    void aPlainImageIsOnlyBright() {
        assertEquals(new ImageStatistics(200, 0, 0), rounded(ImageStatistics.of(grey(4, 3, i -> 200))));
    }

    @Test
    void aCheckerboardIsAsSharpAsCanBe() {
        // Every inner pixel differs by 100 from its four neighbours.
        Image board = grey(5, 5, i -> (i % 5 + i / 5) % 2 * 100);
        ImageStatistics statistics = rounded(ImageStatistics.of(board));
        assertEquals(48, statistics.brightness());
        assertEquals(50, statistics.contrast());
        assertEquals(400, statistics.sharpness());
    }

    @Test
    void lumaWeighsTheChannels() {
        ImageStatistics red = ImageStatistics.of(new Image(1, 1, new byte[] {(byte) 255, 0, 0}));
        assertEquals(0.299 * 255, red.brightness(), 1e-3);
        assertEquals(0, red.sharpness());
    }

    @Test
    void coloursInCommonAreOneForTheSameAndNoneForBlackAndWhite() {
        ColourShares black = ColourShares.of(grey(2, 2, i -> 0));
        ColourShares white = ColourShares.of(grey(3, 3, i -> 255));
        ColourShares half = ColourShares.of(grey(2, 2, i -> i < 2 ? 0 : 255));
        assertEquals(1, black.common(black), 1e-9);
        assertEquals(0, black.common(white), 1e-9);
        assertEquals(0.5, half.common(white), 1e-9);
    }

    @Test
    void aSmallChangeOfLightIsASmallChangeOfColours() {
        ColourShares image = ColourShares.of(grey(2, 2, i -> 100));
        ColourShares lighter = ColourShares.of(grey(2, 2, i -> 104));
        assertEquals(1 - 4 * 7 / 255.0, image.common(lighter), 1e-9);
    }

    private static ImageStatistics rounded(ImageStatistics statistics) {
        return new ImageStatistics(
                Math.rint(statistics.brightness()),
                Math.rint(statistics.contrast()),
                Math.rint(statistics.sharpness()));
    }

    private static Image grey(int width, int height, IntUnaryOperator value) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) value.applyAsInt(i / 3);
        }
        return new Image(width, height, rgb);
    }
}

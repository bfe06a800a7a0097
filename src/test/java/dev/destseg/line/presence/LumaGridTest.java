package dev.destseg.line.presence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.destseg.image.Image;
import dev.destseg.image.RegionOfInterest;
import org.junit.jupiter.api.Test;

class LumaGridTest {
    /** 64 x 48 pixels: red on the left, white on the right. */
    private static Image halves() {
        byte[] rgb = new byte[3 * 64 * 48];
        for (int i = 0; i < 64 * 48; i++) {
            rgb[3 * i] = -1;
            if (i % 64 >= 32) {
                rgb[3 * i + 1] = -1;
                rgb[3 * i + 2] = -1;
            }
        }
        return new Image(64, 48, rgb);
    }

    @Test
    void givesTheLumaOfEachCell() {
        float[] cells = LumaGrid.of(halves(), RegionOfInterest.ALL);
        assertEquals(LumaGrid.CELLS, cells.length);
        assertEquals(0.299 * 255, cells[0], 1e-3);
        assertEquals(0.299 * 255, cells[15], 1e-3);
        assertEquals(255, cells[16], 1e-3);
        assertEquals(255, cells[LumaGrid.CELLS - 1], 1e-3);
    }

    @Test
    void looksAtTheRegionAlone() {
        for (float cell : LumaGrid.of(halves(), RegionOfInterest.given(0.5, 0, 0.5, 1))) {
            assertEquals(255, cell, 1e-3);
        }
    }

    @Test
    void cellsOfLessThanAPixelShowTheNearestOne() {
        float[] cells = LumaGrid.of(new Image(1, 1, new byte[] {100, 100, 100}), RegionOfInterest.ALL);
        for (float cell : cells) {
            assertEquals(100, cell, 1e-3);
        }
    }
}

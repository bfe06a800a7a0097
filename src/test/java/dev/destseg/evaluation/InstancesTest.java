package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.destseg.image.Mask;
import org.junit.jupiter.api.Test;

class InstancesTest {
    @Test
    void cornersConnectButBordersDoNotWrap() {
        Instances found = Instances.of(mask(5, "#...#", ".#...", "....#", "#...."));
        assertArrayEquals(new int[] {1, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0, 0, 0}, found.labels());
        assertArrayEquals(new int[] {0, 2, 1, 1, 1}, found.areas());
        assertEquals(4, found.count());
    }

    @Test
    void followsASpiralAsOneInstance() {
        Instances found = Instances.of(mask(6, "######", ".....#", "####.#", "#..#.#", "#....#", "######"));
        assertEquals(1, found.count());
    }

    @Test
    void holdsManyAndLargeInstances() {
        byte[] data = new byte[400 * 400];
        for (int y = 0; y < 400; y += 2) {
            for (int x = 0; x < 200; x += 2) {
                data[y * 400 + x] = 1;
            }
            for (int x = 201; x < 400; x++) {
                data[y * 400 + x] = 1;
                data[(y + 1) * 400 + x] = 1;
            }
        }
        Instances found = Instances.of(new Mask(400, 400, data));
        assertEquals(200 * 100 + 1, found.count());
        assertEquals(199 * 400, found.areas()[found.labels()[399]]);
    }

    private static Mask mask(int width, String... rows) {
        byte[] data = new byte[width * rows.length];
        String all = String.join("", rows);
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (all.charAt(i) == '#' ? 1 : 0);
        }
        return new Mask(width, rows.length, data);
    }
}

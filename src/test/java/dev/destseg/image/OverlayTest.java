package dev.destseg.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.Shape;
import org.junit.jupiter.api.Test;

class OverlayTest {
    @Test
    void leavesTheImageWhereNothingIsAnomalous() {
        Image image = new Image(1, 1, new byte[] {10, 20, 30});
        assertArrayEquals(
                image.rgb(),
                new Overlay(0.6).of(image, new AnomalyMap(1, 1, new float[1])).rgb());
    }

    @Test
    void coversTheImageByItsOpacityAtTheHighestScore() {
        Image image = new Image(1, 1, new byte[] {100, 100, 100});
        AnomalyMap map = new AnomalyMap(1, 1, new float[] {1});
        byte[] half = new Overlay(0.5).of(image, map).rgb();
        // Half of 100 and half of the last colour 252, 236, 150.
        assertArrayEquals(new byte[] {(byte) 176, (byte) 168, 125}, half);
    }

    @Test
    void coloursFollowTheThresholdWhateverTheScaleOfTheMap() {
        Image image = new Image(2, 1, new byte[] {10, 20, 30, 40, 50, 60});
        Overlay overlay = new Overlay(0.8);
        byte[] large = overlay.of(image, new AnomalyMap(2, 1, new float[] {0.125f, 0.25f}), 0.5f)
                .rgb();
        byte[] small = overlay.of(image, new AnomalyMap(2, 1, new float[] {0.125f / 64, 0.25f / 64}), 0.5f / 64)
                .rgb();
        assertArrayEquals(large, small);
    }

    @Test
    void outlinesWhatReachesTheThreshold() {
        float[] values = new float[25];
        for (int y = 1; y < 4; y++) {
            for (int x = 1; x < 4; x++) {
                values[5 * y + x] = 0.9f;
            }
        }
        Image drawn = new Overlay(0).of(new Image(5, 5, new byte[75]), new AnomalyMap(5, 5, values), 0.9f);
        int outlined = 0;
        for (int i = 0; i < 25; i++) {
            outlined += drawn.rgb()[3 * i + 1] == -1 && drawn.rgb()[3 * i + 2] == -1 ? 1 : 0;
        }
        assertEquals(8, outlined);
        assertEquals(0, drawn.rgb()[3 * 12 + 1]);
    }

    @Test
    void ordersTensorsByPlanes() {
        Image image = new Image(2, 1, new byte[] {1, 2, 3, 4, 5, -1});
        ByteTensor tensor = ImageTensors.of(image);
        assertEquals(Shape.of(1, 3, 1, 2), tensor.shape());
        assertArrayEquals(new byte[] {1, 4, 2, 5, 3, -1}, tensor.data());
        float[] floats = new float[7];
        ImageTensors.copyPlanes(image, floats, 1);
        assertArrayEquals(new float[] {0, 1, 4, 2, 5, 3, 255}, floats);
    }
}

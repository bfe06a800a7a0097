package dev.destseg.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class MaskTest {
    @Test
    void boxesBelongToItAsFarAsTheImageGoes() {
        Mask mask = Mask.of(4, 3, List.of(new Box(1, 1, 1, 1), new Box(3, 2, 5, 5), new Box(-2, -2, 3, 3)));
        assertArrayEquals(new byte[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1}, mask.data());
        assertEquals(
                0,
                Mask.of(2, 2, List.of(new Box(7, 0, 1, 1), new Box(0, 7, 1, 1))).area());
    }
}

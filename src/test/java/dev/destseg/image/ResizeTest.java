package dev.destseg.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ResizeTest {
    @Test
    void agreesWithPil() throws IOException {
        Path reference = Shared.require("reference");
        JsonNode cases =
                new ObjectMapper().readTree(reference.resolve("resize.json").toFile());
        assertEquals(3, cases.size());
        for (JsonNode one : cases) {
            String name = one.get("name").asText();
            Image image = new ImageReader().read(reference.resolve(name + ".png"));
            Resize resize = new Resize(
                    one.get("out").get(1).asInt(), one.get("out").get(0).asInt());
            byte[] expected = Files.readAllBytes(reference.resolve(name + ".u8"));
            assertEquals(one.get("in").get(1).asInt(), image.width());
            assertTrue(largestDifference(expected, resize.apply(image).rgb()) <= 1, name);
        }
    }

    @Test
    void averagesWhatItShrinks() {
        Image image = new Image(4, 1, new byte[] {0, 0, 0, 0, 0, 0, 80, 80, 80, 80, 80, 80});
        // Scale 4: the triangle weighs the four pixels 5/8, 7/8, 7/8, 5/8, so both halves count alike.
        assertArrayEquals(new byte[] {40, 40, 40}, new Resize(1, 1).apply(image).rgb());
    }

    @Property
    void keepsAConstantColour(
            @ForAll @IntRange(min = 1, max = 40) int from,
            @ForAll @IntRange(min = 1, max = 40) int to,
            @ForAll byte colour) {
        byte[] rgb = new byte[from * 7 * 3];
        Arrays.fill(rgb, colour);
        byte[] expected = new byte[to * 5 * 3];
        Arrays.fill(expected, colour);
        assertArrayEquals(
                expected, new Resize(to, 5).apply(new Image(from, 7, rgb)).rgb());
    }

    @Test
    void leavesTheSizeThatItHas() {
        Image image = new Image(2, 1, new byte[6]);
        assertSame(image, new Resize(2, 1).apply(image));
    }

    @Test
    void thresholdsAMaskAtHalf() {
        Mask mask = new Mask(4, 2, new byte[] {1, 1, 0, 0, 1, 1, 0, 0});
        assertArrayEquals(new byte[] {1}, new Resize(1, 1).apply(mask).data());
        Mask less = new Mask(4, 2, new byte[] {1, 1, 0, 0, 1, 0, 0, 0});
        assertArrayEquals(new byte[] {0}, new Resize(1, 1).apply(less).data());
    }

    private static int largestDifference(byte[] expected, byte[] actual) {
        assertEquals(expected.length, actual.length);
        int largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs((expected[i] & 0xFF) - (actual[i] & 0xFF)));
        }
        return largest;
    }
}

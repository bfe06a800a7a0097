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
import java.util.Random;
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

    @Test
    void byAreaANewPixelIsTheMeanOfWhatItCovers() {
        Image image = new Image(5, 1, grey(0, 50, 100, 150, 200));

        // Two and a half pixels each, the middle one half and half.
        assertArrayEquals(
                grey(40, 160), new Resize(2, 1, Resampling.AREA).apply(image).rgb());
        assertArrayEquals(
                grey(100), new Resize(1, 1, Resampling.AREA).apply(image).rgb());
    }

    @Test
    void byAreaAThinLineStaysStronger() {
        byte[] rgb = new byte[3 * 16];
        Arrays.fill(rgb, 3 * 9, 3 * 10, (byte) 120);
        Image line = new Image(16, 1, rgb);

        int area = brightest(new Resize(4, 1, Resampling.AREA).apply(line));
        int triangle = brightest(new Resize(4, 1).apply(line));

        assertEquals(30, area);
        assertTrue(triangle < area, triangle + " and " + area);
    }

    @Property
    void enlargesTheSameByAreaAsByTriangles(
            @ForAll @IntRange(min = 1, max = 12) int from, @ForAll @IntRange(min = 12, max = 40) int to) {
        byte[] rgb = new byte[3 * from];
        new Random(from).nextBytes(rgb);
        Image image = new Image(from, 1, rgb);

        assertArrayEquals(
                new Resize(to, 1).apply(image).rgb(),
                new Resize(to, 1, Resampling.AREA).apply(image).rgb());
    }

    private static byte[] grey(int... levels) {
        byte[] rgb = new byte[3 * levels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) levels[i / 3];
        }
        return rgb;
    }

    private static int brightest(Image image) {
        int brightest = 0;
        for (byte level : image.rgb()) {
            brightest = Math.max(brightest, level & 0xFF);
        }
        return brightest;
    }

    @Property
    void keepsAConstantColour(
            @ForAll @IntRange(min = 1, max = 40) int from,
            @ForAll @IntRange(min = 1, max = 40) int to,
            @ForAll Resampling resampling,
            @ForAll byte colour) {
        byte[] rgb = new byte[from * 7 * 3];
        Arrays.fill(rgb, colour);
        byte[] expected = new byte[to * 5 * 3];
        Arrays.fill(expected, colour);
        assertArrayEquals(
                expected,
                new Resize(to, 5, resampling).apply(new Image(from, 7, rgb)).rgb());
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

package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Textures made by rule, in random colours; no photographs needed.
 *
 * @param families to choose from, each entry as likely as the others; at least one
 */
public record ProceduralTextures(List<TextureFamily> families) implements Textures {
    private static final int TONES = 256;
    /** The least distance of the first colour of a palette from the last, summed over the channels, 0..765. */
    private static final int LEAST_CONTRAST = 150;

    /** @throws IllegalArgumentException when there is no family */
    public ProceduralTextures {
        families = List.copyOf(families);
        if (families.isEmpty()) {
            throw new IllegalArgumentException("Procedural textures need at least one family");
        }
    }

    /** All families, equally likely. */
    public static ProceduralTextures all() {
        return new ProceduralTextures(Arrays.asList(TextureFamily.values()));
    }

    @Override
    public Image draw(int width, int height, SplittableRandom random) {
        TextureFamily family = families.get(random.nextInt(families.size()));
        float[] field = family.paint(width, height, random);
        return colour(width, height, field, palette(random));
    }

    private static Image colour(int width, int height, float[] field, byte[] palette) {
        float least = Float.MAX_VALUE;
        float most = -Float.MAX_VALUE;
        for (float value : field) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        float scale = most > least ? (TONES - 1) / (most - least) : 0;
        byte[] rgb = new byte[3 * field.length];
        for (int i = 0; i < field.length; i++) {
            int tone = 3 * (int) ((field[i] - least) * scale);
            rgb[3 * i] = palette[tone];
            rgb[3 * i + 1] = palette[tone + 1];
            rgb[3 * i + 2] = palette[tone + 2];
        }
        return new Image(width, height, rgb);
    }

    /** 256 colours on the way through two to four random ones; most palettes are pale, as real materials are. */
    private static byte[] palette(SplittableRandom random) {
        double saturation = random.nextDouble();
        int[][] stops = new int[2 + random.nextInt(3)][];
        for (int i = 0; i < stops.length; i++) {
            stops[i] = drawColour(saturation, random);
        }
        while (distance(stops[0], stops[stops.length - 1]) < LEAST_CONTRAST) {
            stops[0] = drawColour(saturation, random);
        }
        byte[] palette = new byte[3 * TONES];
        for (int tone = 0; tone < TONES; tone++) {
            double position = (stops.length - 1) * tone / (double) TONES;
            int stop = (int) position;
            for (int channel = 0; channel < 3; channel++) {
                int before = stops[stop][channel];
                int after = stops[stop + 1][channel];
                palette[3 * tone + channel] = (byte) Math.round(before + (position - stop) * (after - before));
            }
        }
        return palette;
    }

    private static int[] drawColour(double saturation, SplittableRandom random) {
        int light = random.nextInt(256);
        int[] colour = new int[3];
        for (int channel = 0; channel < 3; channel++) {
            colour[channel] = (int) (light + saturation * (random.nextInt(256) - light));
        }
        return colour;
    }

    private static int distance(int[] a, int[] b) {
        return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]);
    }
}

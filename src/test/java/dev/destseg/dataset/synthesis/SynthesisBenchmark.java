package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Run by hand: milliseconds a sample of 256 x 256 pixels on one thread, for each family and for all. */
final class SynthesisBenchmark {
    private static final int SIDE = 256;

    private SynthesisBenchmark() {}

    public static void main(String[] arguments) {
        Image good = ProceduralTextures.all().draw(SIDE, SIDE, new SplittableRandom(1));
        for (int round = 0; round < 3; round++) {
            measure("all", good, ProceduralTextures.all());
        }
        for (TextureFamily family : TextureFamily.values()) {
            measure(family.name(), good, new ProceduralTextures(List.of(family)));
        }
    }

    private static void measure(String name, Image good, Textures textures) {
        Synthesizer synthesizer =
                new Synthesizer(SynthesisSettings.published(ProductRotation.ANY_QUARTER), textures, 1);
        int samples = 300;
        long area = 0;
        long start = System.nanoTime();
        for (int i = 0; i < samples; i++) {
            area += synthesizer.sample(good, i).mask().area();
        }
        double milliseconds = (System.nanoTime() - start) / 1e6 / samples;
        double covered = 100.0 * area / samples / SIDE / SIDE;
        System.out.printf(Locale.ROOT, "%-8s %6.2f ms a sample, mask %4.1f %%%n", name, milliseconds, covered);
    }
}

package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import java.util.SplittableRandom;

/** A source of textures to corrupt images with. Pure and thread safe: the texture depends on the arguments only. */
public interface Textures {
    /** A texture of the given size, in pixels, chosen by {@code random}. */
    Image draw(int width, int height, SplittableRandom random);
}

package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;

/**
 * One sample to learn from; the three have one size.
 *
 * @param clean the good part, turned as the corrupted one is
 * @param corrupted equal to {@code clean} wherever {@code mask} is 0
 * @param mask what was corrupted; at least one pixel
 */
public record CorruptedSample(Image clean, Image corrupted, Mask mask) {}

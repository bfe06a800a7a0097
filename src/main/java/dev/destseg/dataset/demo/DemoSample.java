package dev.destseg.dataset.demo;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;

/**
 * A defective part.
 *
 * @param image the part
 * @param mask where its defect is; elsewhere {@code image} equals {@code twin} to the bit
 * @param twin the same part, under the same light, without the defect
 */
public record DemoSample(Image image, Mask mask, Image twin) {}

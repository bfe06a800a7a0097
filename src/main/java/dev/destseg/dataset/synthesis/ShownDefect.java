package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;

/**
 * A real defect that somebody has shown, as the networks see it.
 *
 * @param image of the defective part
 * @param mask what is defective, of the image's size; at least one pixel
 */
public record ShownDefect(Image image, Mask mask) {
    /** @throws IllegalArgumentException when sizes differ, or nothing is defective */
    public ShownDefect {
        if (image.width() != mask.width() || image.height() != mask.height()) {
            throw new IllegalArgumentException("The mask of a defect has " + mask.width() + " x " + mask.height()
                    + " pixels, its image " + image.width() + " x " + image.height());
        }
        if (mask.area() == 0) {
            throw new IllegalArgumentException("The mask of a defect marks nothing");
        }
    }
}

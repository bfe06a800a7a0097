package dev.destseg.image;

import java.util.Optional;

/**
 * An image as a recipe sees it. Immutable.
 *
 * @param image of the size of the view
 * @param outside pixels of it that the image as it came does not show, at that size
 * @param motion how the part lies in the image as it came, in its pixels; where the recipe has a reference
 */
public record Seen(Image image, Optional<Mask> outside, Optional<Motion> motion) {
    /** An image that is as it must be already. */
    public static Seen asIs(Image image) {
        return new Seen(image, Optional.empty(), Optional.empty());
    }
}

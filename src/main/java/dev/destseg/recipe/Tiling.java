package dev.destseg.recipe;

/**
 * How an image that is larger than the networks take is judged: resized to a larger size, and in pieces of the input size.
 *
 * @param whole the size that the image, or its region of interest, is resized to
 * @param overlap pixels of it that neighbouring pieces share at least
 */
public record Tiling(InputSize whole, int overlap) {
    /** @throws IllegalArgumentException for an overlap below 0 */
    public Tiling {
        if (overlap < 0) {
            throw new IllegalArgumentException("Pieces overlap by 0 pixels or more, not by " + overlap);
        }
    }
}

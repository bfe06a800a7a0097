package dev.destseg.recipe;

/**
 * An image whose result is known, to check an engine with.
 *
 * @param image file within the recipe, losslessly compressed
 * @param map file within the recipe: the expected anomaly map at input size, row-major little-endian 32-bit floats
 * @param score the expected anomaly score
 */
public record GoldenImage(String image, String map, double score) {
    /** @throws IllegalArgumentException when the score is not finite */
    public GoldenImage {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("The expected score of " + image + " is not finite");
        }
    }
}

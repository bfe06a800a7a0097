package dev.destseg.recipe;

/**
 * The size that images are resized to for the networks.
 *
 * @param width pixels
 * @param height pixels
 */
public record InputSize(int width, int height) {
    /** @throws IllegalArgumentException outside 1 to 8192 pixels */
    public InputSize {
        if (width < 1 || height < 1 || width > 8192 || height > 8192) {
            throw new IllegalArgumentException("An input of " + width + " x " + height + " pixels is out of range");
        }
    }
}

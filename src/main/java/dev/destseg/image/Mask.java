package dev.destseg.image;

/**
 * Which pixels of an image belong to something: a defect, a region of interest.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param data height x width bytes, 1 inside and 0 outside, rows from the top; shared, nobody writes to it afterwards
 */
public record Mask(int width, int height, byte[] data) {
    /** @throws IllegalArgumentException when the sizes and the bytes disagree */
    public Mask {
        if (width < 1 || height < 1 || data.length != Math.multiplyExact(width, height)) {
            throw new IllegalArgumentException(
                    "A mask of " + width + " x " + height + " pixels does not have " + data.length + " bytes");
        }
    }

    /** The number of pixels inside. */
    public int area() {
        int inside = 0;
        for (byte pixel : data) {
            inside += pixel;
        }
        return inside;
    }
}

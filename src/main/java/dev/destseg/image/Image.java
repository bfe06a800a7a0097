package dev.destseg.image;

/**
 * A decoded picture: 8-bit RGB. Takes over the array and hands out the same one; nobody writes to it afterwards.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param rgb height x width x 3 bytes, unsigned, interleaved, rows from the top
 */
public record Image(int width, int height, byte[] rgb) {
    /** @throws IllegalArgumentException when the sizes and the bytes disagree */
    public Image {
        if (width < 1 || height < 1 || rgb.length != Math.multiplyExact(3, Math.multiplyExact(width, height))) {
            throw new IllegalArgumentException(
                    "An RGB image of " + width + " x " + height + " pixels does not have " + rgb.length + " bytes");
        }
    }
}

package dev.destseg.image;

import java.util.Arrays;
import java.util.List;

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

    /** What lies in one of some boxes, of each of them the part that the image has. */
    public static Mask of(int width, int height, List<Box> boxes) {
        byte[] data = new byte[Math.multiplyExact(width, height)];
        for (Box box : boxes) {
            int left = Math.max(0, box.x());
            int right = (int) Math.min(width, (long) box.x() + box.width());
            for (int y = Math.max(0, box.y());
                    y < Math.min(height, (long) box.y() + box.height()) && left < right;
                    y++) {
                Arrays.fill(data, y * width + left, y * width + right, (byte) 1);
            }
        }
        return new Mask(width, height, data);
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

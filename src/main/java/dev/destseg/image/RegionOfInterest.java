package dev.destseg.image;

import dev.destseg.tensor.InputException;

/**
 * The box of an image that is judged, in shares of its width and height from the top left corner, so that it holds at any
 * resolution of the camera. Immutable and safe between threads.
 */
public record RegionOfInterest(double left, double top, double right, double bottom) {
    /** The image as it is. */
    public static final RegionOfInterest ALL = new RegionOfInterest(0, 0, 1, 1);

    /** Fewer pixels show too little of a part to learn from. */
    private static final int LEAST_PIXELS = 32;
    /** Shares are told to one of so many, far less than a pixel. */
    private static final double TOLD = 1e6;
    /** A sum of two shares, each rounded, may pass the border by this. */
    private static final double ROUNDING = 2 / TOLD;

    /** @throws IllegalArgumentException unless 0 <= left < right <= 1 and 0 <= top < bottom <= 1 */
    public RegionOfInterest {
        boolean inside = left >= 0 && top >= 0 && right <= 1 && bottom <= 1;
        if (!inside || !(left < right) || !(top < bottom)) {
            throw new IllegalArgumentException("A region of interest is a box within [0, 1]");
        }
    }

    /**
     * A box that somebody gives.
     *
     * @throws InputException when it is empty or reaches beyond the image
     */
    public static RegionOfInterest given(double x, double y, double width, double height) {
        boolean inside = x >= 0 && y >= 0 && x + width <= 1 + ROUNDING && y + height <= 1 + ROUNDING;
        if (!inside || !(width > 0) || !(height > 0)) {
            throw new InputException("The region from " + x + ", " + y + " to " + (x + width) + ", " + (y + height)
                    + " does not lie within the image; its borders are shares of the image's width and height, from 0"
                    + " to 1, such as from 0.25, 0.1 to 0.75, 0.9");
        }
        return new RegionOfInterest(x, y, Math.min(1, x + width), Math.min(1, y + height));
    }

    /** The pixels of interest of an image of this size, at least one; borders are rounded to whole pixels. */
    public Box box(int imageWidth, int imageHeight) {
        int x = (int) Math.min(imageWidth - 1, Math.round(left * imageWidth));
        int y = (int) Math.min(imageHeight - 1, Math.round(top * imageHeight));
        int end = (int) Math.max(x + 1, Math.round(right * imageWidth));
        int foot = (int) Math.max(y + 1, Math.round(bottom * imageHeight));
        return new Box(x, y, end - x, foot - y);
    }

    public Image of(Image image) {
        return new Crop(box(image.width(), image.height())).apply(image);
    }

    public Mask of(Mask mask) {
        return new Crop(box(mask.width(), mask.height())).apply(mask);
    }

    /**
     * As {@link #of(Image)}, of an image to learn from.
     *
     * @throws InputException when the region has too few pixels there
     */
    public Image learnable(Image image) {
        Box box = box(image.width(), image.height());
        if (!equals(ALL) && (box.width() < LEAST_PIXELS || box.height() < LEAST_PIXELS)) {
            throw new InputException("The region is too small: " + box.width() + " x " + box.height()
                    + " pixels of an image of " + image.width() + " x " + image.height() + "; give one of at least "
                    + LEAST_PIXELS + " x " + LEAST_PIXELS);
        }
        return of(image);
    }

    /** Left, top, width and height, as {@link #given} takes them. */
    @Override
    public String toString() {
        return told(left) + "," + told(top) + "," + told(right - left) + "," + told(bottom - top);
    }

    private static double told(double share) {
        return Math.round(share * TOLD) / TOLD;
    }
}

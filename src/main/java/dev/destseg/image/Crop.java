package dev.destseg.image;

/** Cuts a rectangle out of pictures. Immutable and safe between threads. */
public record Crop(Box box) {
    /**
     * The picture itself when the box holds all of it.
     *
     * @throws IllegalArgumentException when the box does not lie within the picture
     */
    public Image apply(Image image) {
        if (isWhole(image.width(), image.height())) {
            return image;
        }
        return new Image(box.width(), box.height(), rows(image.rgb(), 3, image.width(), image.height()));
    }

    /** As {@link #apply(Image)}. */
    public Mask apply(Mask mask) {
        if (isWhole(mask.width(), mask.height())) {
            return mask;
        }
        return new Mask(box.width(), box.height(), rows(mask.data(), 1, mask.width(), mask.height()));
    }

    private boolean isWhole(int width, int height) {
        return box.equals(new Box(0, 0, width, height));
    }

    private byte[] rows(byte[] pixels, int channels, int width, int height) {
        if (box.x() < 0 || box.y() < 0 || box.x() + box.width() > width || box.y() + box.height() > height) {
            throw new IllegalArgumentException(
                    box + " does not lie within a picture of " + width + " x " + height + " pixels");
        }
        byte[] cut = new byte[channels * box.width() * box.height()];
        for (int y = 0; y < box.height(); y++) {
            int from = channels * ((box.y() + y) * width + box.x());
            System.arraycopy(pixels, from, cut, channels * y * box.width(), channels * box.width());
        }
        return cut;
    }
}

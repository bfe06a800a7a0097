package dev.destseg.image;

import dev.destseg.tensor.ByteTensor;
import java.util.List;

/** Images as the networks take them: planes of red, green and blue, 0..255. */
public final class ImageTensors {
    private ImageTensors() {}

    /** A batch of one: 1 x 3 x height x width. */
    public static ByteTensor of(Image image) {
        return of(List.of(image));
    }

    /**
     * A batch: N x 3 x height x width.
     *
     * @param images at least one, all of one size
     * @throws IllegalArgumentException when there is none or sizes differ
     */
    public static ByteTensor of(List<Image> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("A batch has at least one image");
        }
        return of(images, new byte[elements(images)]);
    }

    /** How many elements a batch of these images has. */
    public static int elements(List<Image> images) {
        return Math.multiplyExact(images.size(), images.get(0).rgb().length);
    }

    /**
     * A batch in an array of the caller's, who may write the next one to it when the tensor is not used any more.
     *
     * @param images at least one, all of one size
     * @param planes as many as {@link #elements} says
     */
    public static ByteTensor of(List<Image> images, byte[] planes) {
        Image first = images.get(0);
        for (int i = 0; i < images.size(); i++) {
            Image image = images.get(i);
            if (image.width() != first.width() || image.height() != first.height()) {
                throw new IllegalArgumentException("A batch cannot hold images of " + first.width() + " x "
                        + first.height() + " and of " + image.width() + " x " + image.height() + " pixels");
            }
            copyPlanes(image, planes, i * first.rgb().length);
        }
        return ByteTensor.of(planes, images.size(), 3, first.height(), first.width());
    }

    /** Writes 3 x height x width floats in 0..255 from {@code offset} on. */
    public static void copyPlanes(Image image, float[] planes, int offset) {
        byte[] rgb = image.rgb();
        int pixels = rgb.length / 3;
        for (int i = 0; i < pixels; i++) {
            planes[offset + i] = rgb[3 * i] & 0xFF;
            planes[offset + pixels + i] = rgb[3 * i + 1] & 0xFF;
            planes[offset + 2 * pixels + i] = rgb[3 * i + 2] & 0xFF;
        }
    }

    /** Writes 3 x height x width bytes from {@code offset} on. */
    public static void copyPlanes(Image image, byte[] planes, int offset) {
        byte[] rgb = image.rgb();
        int pixels = rgb.length / 3;
        for (int i = 0; i < pixels; i++) {
            planes[offset + i] = rgb[3 * i];
            planes[offset + pixels + i] = rgb[3 * i + 1];
            planes[offset + 2 * pixels + i] = rgb[3 * i + 2];
        }
    }
}

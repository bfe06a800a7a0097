package dev.destseg.image;

import java.util.Optional;

/**
 * Paints over what networks are not to see. Immutable and safe between threads.
 *
 * @param ignored what is painted over in every image; nothing when absent
 * @param evened whether networks see all images equally bright: then with the mean colour of the rest, also beside an image that is laid over
 *     a reference, since one of its own would not get darker with the part
 */
record Overpaint(Optional<Mask> ignored, boolean evened) {
    /** A colour that teachers take for nothing: the mean of photographs. */
    static final byte[] NOTHING = {124, 116, 104};

    /** @param outside what the image as it came does not show, painted with {@link #NOTHING} already */
    Image apply(Image image, Optional<Mask> outside) {
        if (ignored.isEmpty() && (outside.isEmpty() || !evened)) {
            return image;
        }
        boolean[] over = new boolean[image.width() * image.height()];
        for (int i = 0; i < over.length; i++) {
            over[i] = isIn(ignored, i) || evened && isIn(outside, i);
        }
        byte[] colour = evened ? mean(image, over) : NOTHING;
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < over.length; i++) {
            if (over[i]) {
                System.arraycopy(colour, 0, rgb, 3 * i, 3);
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }

    private static boolean isIn(Optional<Mask> mask, int pixel) {
        return mask.isPresent() && mask.get().data()[pixel] != 0;
    }

    private static byte[] mean(Image image, boolean[] without) {
        long[] sums = new long[3];
        int count = 0;
        for (int i = 0; i < without.length; i++) {
            if (!without[i]) {
                for (int c = 0; c < 3; c++) {
                    sums[c] += image.rgb()[3 * i + c] & 0xFF;
                }
                count++;
            }
        }
        byte[] mean = new byte[3];
        for (int c = 0; c < 3; c++) {
            mean[c] = (byte) Math.round((double) sums[c] / Math.max(1, count));
        }
        return mean;
    }
}

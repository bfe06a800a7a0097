package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;

/** Images without colour. */
final class Grey {
    private Grey() {}

    /** Whether the three channels are the same everywhere. */
    static boolean is(Image image) {
        byte[] rgb = image.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return false;
            }
        }
        return true;
    }

    /** The luma of an image (ITU-R BT.601) in all three channels. */
    static Image of(Image image) {
        byte[] rgb = image.rgb();
        byte[] grey = new byte[rgb.length];
        for (int i = 0; i < rgb.length; i += 3) {
            int luma = (299 * (rgb[i] & 0xFF) + 587 * (rgb[i + 1] & 0xFF) + 114 * (rgb[i + 2] & 0xFF) + 500) / 1000;
            grey[i] = (byte) luma;
            grey[i + 1] = (byte) luma;
            grey[i + 2] = (byte) luma;
        }
        return new Image(image.width(), image.height(), grey);
    }
}

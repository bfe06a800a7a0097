package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import java.util.Arrays;

/** Images turned about their centre, at the same size. */
final class Turned {
    private static final byte FILL = 114;

    private Turned() {}

    /**
     * The image turned counter-clockwise; what it does not cover is (114, 114, 114). Takes the nearest pixel, as the
     * published implementation does: blending neighbours would take the grain from the learned images, which judged
     * ones have.
     */
    static Image by(double degrees, Image image) {
        if (degrees == 0) {
            return image;
        }
        int width = image.width();
        int height = image.height();
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        byte[] from = image.rgb();
        byte[] to = new byte[from.length];
        Arrays.fill(to, FILL);
        for (int y = 0; y < height; y++) {
            double dy = y - 0.5 * (height - 1);
            for (int x = 0; x < width; x++) {
                double dx = x - 0.5 * (width - 1);
                int fromX = (int) Math.floor(cos * dx - sin * dy + 0.5 * width);
                int fromY = (int) Math.floor(sin * dx + cos * dy + 0.5 * height);
                if (fromX >= 0 && fromY >= 0 && fromX < width && fromY < height) {
                    int source = 3 * (fromY * width + fromX);
                    int target = 3 * (y * width + x);
                    to[target] = from[source];
                    to[target + 1] = from[source + 1];
                    to[target + 2] = from[source + 2];
                }
            }
        }
        return new Image(width, height, to);
    }
}

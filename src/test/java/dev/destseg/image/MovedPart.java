package dev.destseg.image;

import java.util.SplittableRandom;

/** Photographs of a part that lies otherwise. */
public final class MovedPart {
    private MovedPart() {}

    /** As a camera would see the part turned and shifted; what comes into view is as the border was. */
    public static Image of(Image image, Motion motion) {
        return within(image, image.width(), image.height(), motion);
    }

    /** The middle of a photograph, turned and shifted; what comes into view is what lies around it. */
    public static Image within(Image photograph, int width, int height, Motion motion) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                Motion.Point at = motion.toReference(x + 0.5 - width / 2.0, y + 0.5 - height / 2.0);
                double column = clamped(at.x() + photograph.width() / 2.0 - 0.5, photograph.width());
                double row = clamped(at.y() + photograph.height() / 2.0 - 0.5, photograph.height());
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * width + x) + channel] = (byte) Math.round(light(photograph, column, row, channel));
                }
            }
        }
        return new Image(width, height, rgb);
    }

    /** In other light, and with the noise of a camera. */
    public static Image noisy(Image image, double gain, double more, SplittableRandom random) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            double light = gain * (image.rgb()[i] & 0xFF) + more + 8 * (random.nextDouble() + random.nextDouble() - 1);
            rgb[i] = (byte) Math.max(0, Math.min(255, Math.round(light)));
        }
        return new Image(image.width(), image.height(), rgb);
    }

    private static double clamped(double value, int size) {
        return Math.max(0, Math.min(size - 1.001, value));
    }

    private static double light(Image image, double column, double row, int channel) {
        int x = (int) column;
        int y = (int) row;
        double u = column - x;
        double v = row - y;
        int at = 3 * (y * image.width() + x) + channel;
        int below = at + 3 * image.width();
        byte[] rgb = image.rgb();
        return (1 - v) * ((1 - u) * (rgb[at] & 0xFF) + u * (rgb[at + 3] & 0xFF))
                + v * ((1 - u) * (rgb[below] & 0xFF) + u * (rgb[below + 3] & 0xFF));
    }
}

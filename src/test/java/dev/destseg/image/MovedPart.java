package dev.destseg.image;

/** Photographs of a part that lies otherwise. */
public final class MovedPart {
    private MovedPart() {}

    /** As a camera would see the part turned and shifted; what comes into view is as the border was. */
    public static Image of(Image image, Motion motion) {
        byte[] rgb = new byte[image.rgb().length];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                Motion.Point at = motion.toReference(x + 0.5 - image.width() / 2.0, y + 0.5 - image.height() / 2.0);
                double column = clamped(at.x() + image.width() / 2.0 - 0.5, image.width());
                double row = clamped(at.y() + image.height() / 2.0 - 0.5, image.height());
                for (int channel = 0; channel < 3; channel++) {
                    rgb[3 * (y * image.width() + x) + channel] = (byte) Math.round(light(image, column, row, channel));
                }
            }
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

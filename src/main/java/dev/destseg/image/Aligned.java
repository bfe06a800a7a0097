package dev.destseg.image;

import java.util.Optional;

/** Lays pictures over a reference and back, with bilinear interpolation. Immutable and safe between threads. */
final class Aligned {
    /** A box that only rounding takes beyond a pixel does not grow. */
    private static final double ROUNDING = 1e-6;

    private final Motion motion;
    private final int width;
    private final int height;
    private final Box region;
    /** Taken once, for every pixel needs them. */
    private final double cos;

    private final double sin;

    /**
     * @param motion how the part lies in an image, in its pixels
     * @param width of that image
     * @param height of that image
     * @param region the pixels of the reference, at the size of the image, that are seen
     */
    Aligned(Motion motion, int width, int height, Box region) {
        this.motion = motion;
        this.width = width;
        this.height = height;
        this.region = region;
        this.cos = motion.cos();
        this.sin = motion.sin();
    }

    /**
     * What is seen.
     *
     * @param picture the image, at any size of its shape
     * @param seen size of the result
     * @param nothing colour of what the picture does not show
     */
    Seen of(Image picture, Resize seen, byte[] nothing) {
        byte[] rgb = new byte[3 * seen.width() * seen.height()];
        byte[] outside = new byte[seen.width() * seen.height()];
        boolean all = true;
        for (int y = 0; y < seen.height(); y++) {
            double down = region.y() + (y + 0.5) / seen.height() * region.height() - height / 2.0;
            for (int x = 0; x < seen.width(); x++) {
                double right = region.x() + (x + 0.5) / seen.width() * region.width() - width / 2.0;
                double column = ((cos * right - sin * down + motion.x()) / width + 0.5) * picture.width() - 0.5;
                double row = ((sin * right + cos * down + motion.y()) / height + 0.5) * picture.height() - 0.5;
                int to = y * seen.width() + x;
                if (isWithin(column, picture.width()) && isWithin(row, picture.height())) {
                    copy(picture, column, row, rgb, 3 * to);
                } else {
                    System.arraycopy(nothing, 0, rgb, 3 * to, 3);
                    outside[to] = 1;
                    all = false;
                }
            }
        }
        Optional<Mask> missing = all ? Optional.empty() : Optional.of(new Mask(seen.width(), seen.height(), outside));
        return new Seen(new Image(seen.width(), seen.height(), rgb), missing, Optional.of(motion));
    }

    /** Up to the border of the outermost pixels. */
    private static boolean isWithin(double position, int pixels) {
        return position >= -0.5 && position <= pixels - 0.5;
    }

    private static void copy(Image picture, double column, double row, byte[] rgb, int to) {
        Corner corner = Corner.of(column, row, picture.width(), picture.height());
        byte[] from = picture.rgb();
        for (int channel = 0; channel < 3; channel++) {
            double light = corner.mean(
                    from[3 * corner.a + channel] & 0xFF,
                    from[3 * corner.b + channel] & 0xFF,
                    from[3 * corner.c + channel] & 0xFF,
                    from[3 * corner.d + channel] & 0xFF);
            rgb[to + channel] = (byte) Math.round(light);
        }
    }

    /** A mask of the image, as it is seen: the nearest pixel; what it does not show is outside. */
    Mask of(Mask picture, Resize seen) {
        byte[] data = new byte[seen.width() * seen.height()];
        for (int y = 0; y < seen.height(); y++) {
            double down = region.y() + (y + 0.5) / seen.height() * region.height() - height / 2.0;
            for (int x = 0; x < seen.width(); x++) {
                double right = region.x() + (x + 0.5) / seen.width() * region.width() - width / 2.0;
                Motion.Point at = motion.toImage(right, down);
                int column = (int) Math.floor((at.x() / width + 0.5) * picture.width());
                int row = (int) Math.floor((at.y() / height + 0.5) * picture.height());
                if (column >= 0 && row >= 0 && column < picture.width() && row < picture.height()) {
                    data[y * seen.width() + x] = picture.data()[row * picture.width() + column];
                }
            }
        }
        return new Mask(seen.width(), seen.height(), data);
    }

    /** The map of what is seen, as it lies in the same region of the image itself: 0 where nothing of it was seen. */
    AnomalyMap back(AnomalyMap map) {
        float[] from = map.values();
        float[] values = new float[from.length];
        for (int y = 0; y < map.height(); y++) {
            double down = region.y() + (y + 0.5) / map.height() * region.height() - height / 2.0 - motion.y();
            for (int x = 0; x < map.width(); x++) {
                double right = region.x() + (x + 0.5) / map.width() * region.width() - width / 2.0 - motion.x();
                double over = cos * right + sin * down + width / 2.0 - region.x();
                double under = cos * down - sin * right + height / 2.0 - region.y();
                double column = over / region.width() * map.width() - 0.5;
                double row = under / region.height() * map.height() - 0.5;
                if (isWithin(column, map.width()) && isWithin(row, map.height())) {
                    Corner corner = Corner.of(column, row, map.width(), map.height());
                    values[y * map.width() + x] =
                            (float) corner.mean(from[corner.a], from[corner.b], from[corner.c], from[corner.d]);
                }
            }
        }
        return new AnomalyMap(map.width(), map.height(), values);
    }

    /** A region in pixels of the reference at the size of the image, as it lies in the image. A box grows to whole pixels. */
    Region back(Region of) {
        Box box = of.box();
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int corner = 0; corner < 4; corner++) {
            Motion.Point at = toImage(box.x() + corner % 2 * box.width(), box.y() + corner / 2 * box.height());
            left = Math.min(left, at.x());
            top = Math.min(top, at.y());
            right = Math.max(right, at.x());
            bottom = Math.max(bottom, at.y());
        }
        Motion.Point centre = toImage(of.centroidX() + 0.5, of.centroidY() + 0.5);
        int x = clamped(Math.floor(left + ROUNDING), width - 1);
        int y = clamped(Math.floor(top + ROUNDING), height - 1);
        int across = Math.max(1, clamped(Math.ceil(right - ROUNDING), width) - x);
        int down = Math.max(1, clamped(Math.ceil(bottom - ROUNDING), height) - y);
        return new Region(new Box(x, y, across, down), of.area(), of.peak(), centre.x() - 0.5, centre.y() - 0.5);
    }

    private Motion.Point toImage(double x, double y) {
        Motion.Point at = motion.toImage(x - width / 2.0, y - height / 2.0);
        return new Motion.Point(at.x() + width / 2.0, at.y() + height / 2.0);
    }

    private static int clamped(double value, int most) {
        return (int) Math.max(0, Math.min(most, value));
    }

    /** The four pixels around a place, by their indices, and what each counts. */
    private record Corner(int a, int b, int c, int d, double u, double v) {
        static Corner of(double column, double row, int width, int height) {
            double x = Math.max(0, Math.min(width - 1, column));
            double y = Math.max(0, Math.min(height - 1, row));
            int left = (int) x;
            int top = (int) y;
            int right = Math.min(width - 1, left + 1);
            int below = Math.min(height - 1, top + 1);
            return new Corner(
                    top * width + left,
                    top * width + right,
                    below * width + left,
                    below * width + right,
                    x - left,
                    y - top);
        }

        double mean(double first, double second, double third, double fourth) {
            return (1 - v) * ((1 - u) * first + u * second) + v * ((1 - u) * third + u * fourth);
        }
    }
}

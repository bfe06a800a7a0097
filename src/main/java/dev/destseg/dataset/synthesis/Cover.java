package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.SplittableRandom;

/**
 * How much of each pixel a defect covers.
 *
 * @param width pixels
 * @param share height x width values in 0..1, rows from the top
 */
record Cover(int width, float[] share) {
    private static final double FULL_SIDE = 256;
    /** Between the points of a line, at 256 pixels. */
    private static final double STEP = 4;

    /** What lies at a pixel under the cover, 0..255 and beyond. */
    @FunctionalInterface
    interface Paint {
        double at(int x, int y, int channel);
    }

    /**
     * An oval with a ragged edge, somewhere.
     *
     * @param least radius at 256 pixels
     * @param most radius; sizes are drawn by their logarithm
     * @param sharpness of the edge: at 1 the cover rises to the middle, at 6 it is full over most of the oval
     */
    static Cover spot(Image image, double least, double most, double sharpness, SplittableRandom random) {
        int width = image.width();
        int height = image.height();
        double radius = scale(image) * Math.exp(random.nextDouble(Math.log(least), Math.log(most)));
        double stretch = Math.exp(random.nextDouble(-0.5, 0.5));
        double middleX = width * random.nextDouble(0.06, 0.94);
        double middleY = height * random.nextDouble(0.06, 0.94);
        double cell = Math.max(2, radius);
        float[] noise = FractalNoise.field(width, height, cell, cell, 3, 0.6, random);
        float[] share = new float[width * height];
        for (int i = 0; i < share.length; i++) {
            double dx = (i % width - middleX) / (radius * stretch);
            double dy = (i / width - middleY) * stretch / radius;
            double depth = 1 - Math.sqrt(dx * dx + dy * dy) + noise[i] - 0.5;
            share[i] = (float) Math.max(0, Math.min(1, sharpness * depth));
        }
        return new Cover(width, share);
    }

    /** @param jag how much the heading changes from point to point, in radians */
    static Cover line(Image image, double jag, SplittableRandom random) {
        int width = image.width();
        double step = STEP * scale(image);
        double radius = scale(image) * random.nextDouble(0.4, 2);
        double x = width * random.nextDouble(0.08, 0.92);
        double y = image.height() * random.nextDouble(0.08, 0.92);
        double heading = 2 * Math.PI * random.nextDouble();
        double bend = random.nextDouble(-0.1, 0.1);
        float[] share = new float[width * image.height()];
        int points = 6 + random.nextInt(34);
        for (int i = 0; i < points; i++) {
            heading += bend + 1.7 * jag * random.nextDouble(-1, 1);
            double nextX = x + step * Math.cos(heading);
            double nextY = y + step * Math.sin(heading);
            segment(share, width, x, y, nextX, nextY, radius);
            x = nextX;
            y = nextY;
        }
        return new Cover(width, share);
    }

    private static void segment(
            float[] share, int width, double fromX, double fromY, double toX, double toY, double radius) {
        double reach = radius + 1;
        int bottom = (int) Math.min(share.length / width - 1.0, Math.max(fromY, toY) + reach);
        int right = (int) Math.min(width - 1.0, Math.max(fromX, toX) + reach);
        double dx = toX - fromX;
        double dy = toY - fromY;
        for (int y = (int) Math.max(0, Math.min(fromY, toY) - reach); y <= bottom; y++) {
            for (int x = (int) Math.max(0, Math.min(fromX, toX) - reach); x <= right; x++) {
                double along = ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy);
                double nearest = Math.max(0, Math.min(1, along));
                double distance = Math.hypot(x - fromX - nearest * dx, y - fromY - nearest * dy);
                float covered = (float) Math.max(0, Math.min(1, radius + 0.5 - distance));
                share[y * width + x] = Math.max(share[y * width + x], covered);
            }
        }
    }

    private static double scale(Image image) {
        return Math.min(image.width(), image.height()) / FULL_SIDE;
    }

    /** What is covered, be it by little. */
    Mask mask() {
        byte[] covered = new byte[share.length];
        for (int i = 0; i < share.length; i++) {
            covered[i] = (byte) (share[i] > 0 ? 1 : 0);
        }
        return new Mask(width, share.length / width, covered);
    }

    /** The mean colour of what is covered. */
    double[] mean(Image image) {
        return mean((x, y, channel) -> image.rgb()[3 * (y * width + x) + channel] & 0xFF);
    }

    /** The mean of what would be painted. */
    double[] mean(Paint paint) {
        double[] sums = new double[3];
        double total = Float.MIN_NORMAL;
        for (int i = 0; i < share.length; i++) {
            if (share[i] > 0) {
                for (int channel = 0; channel < 3; channel++) {
                    sums[channel] += share[i] * paint.at(i % width, i / width, channel);
                }
                total += share[i];
            }
        }
        return new double[] {sums[0] / total, sums[1] / total, sums[2] / total};
    }

    /**
     * The image with paint over it.
     *
     * @param strength opacity of the paint where it covers a pixel wholly, 0..1
     */
    Image blend(Image image, double strength, Paint paint) {
        byte[] rgb = image.rgb().clone();
        for (int i = 0; i < share.length; i++) {
            if (share[i] > 0) {
                for (int channel = 0; channel < 3; channel++) {
                    double below = rgb[3 * i + channel] & 0xFF;
                    double over = paint.at(i % width, i / width, channel);
                    double mixed = below + strength * share[i] * (over - below);
                    rgb[3 * i + channel] = (byte) Math.round(Math.max(0, Math.min(255, mixed)));
                }
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }
}

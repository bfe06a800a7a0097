package dev.destseg.dataset.synthesis;

import dev.destseg.image.Mask;
import java.util.SplittableRandom;

/**
 * Masks of gradient noise (Perlin 1985 with the fade of 2002), as DRAEM and DeSTSeg make them: unit gradients at the
 * corners of 2^a x 2^b cells, scaled by sqrt(2) so that the noise fills -1..1, turned about the centre, thresholded.
 * What the turned noise does not cover is outside. The noise is computed at the turned positions, not resampled.
 */
final class PerlinMask {
    private PerlinMask() {}

    /** A random mask; it may be empty. */
    static Mask draw(int width, int height, SynthesisSettings settings, SplittableRandom random) {
        int columns = 1 << random.nextInt(settings.maxScaleExponent() + 1);
        int rows = 1 << random.nextInt(settings.maxScaleExponent() + 1);
        double angle = Math.toRadians((2 * random.nextDouble() - 1) * settings.maxRotationDegrees());
        float[] gradients = gradients((columns + 1) * (rows + 1), random);
        byte[] mask = new byte[width * height];
        double xPerPixel = (double) columns / width;
        double yPerPixel = (double) rows / height;
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int y = 0; y < height; y++) {
            double dy = y - 0.5 * (height - 1);
            for (int x = 0; x < width; x++) {
                double dx = x - 0.5 * (width - 1);
                double u = (cos * dx + sin * dy + 0.5 * width) * xPerPixel;
                double v = (cos * dy - sin * dx + 0.5 * height) * yPerPixel;
                if (u >= 0 && v >= 0 && u < columns && v < rows) {
                    double noise = noise(gradients, columns + 1, u, v);
                    mask[y * width + x] = (byte) (noise > settings.threshold() ? 1 : 0);
                }
            }
        }
        return new Mask(width, height, mask);
    }

    private static float[] gradients(int count, SplittableRandom random) {
        float[] gradients = new float[2 * count];
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * random.nextDouble();
            gradients[2 * i] = (float) Math.cos(angle);
            gradients[2 * i + 1] = (float) Math.sin(angle);
        }
        return gradients;
    }

    private static double noise(float[] gradients, int stride, double u, double v) {
        int column = (int) u;
        int row = (int) v;
        double x = u - column;
        double y = v - row;
        int upper = 2 * (row * stride + column);
        int lower = upper + 2 * stride;
        double s = fade(x);
        double top = mix(slope(gradients, upper, x, y), slope(gradients, upper + 2, x - 1, y), s);
        double bottom = mix(slope(gradients, lower, x, y - 1), slope(gradients, lower + 2, x - 1, y - 1), s);
        return Math.sqrt(2) * mix(top, bottom, fade(y));
    }

    private static double slope(float[] gradients, int index, double x, double y) {
        return gradients[index] * x + gradients[index + 1] * y;
    }

    private static double mix(double a, double b, double share) {
        return a + share * (b - a);
    }

    private static double fade(double t) {
        return t * t * t * (t * (t * 6 - 15) + 10);
    }
}

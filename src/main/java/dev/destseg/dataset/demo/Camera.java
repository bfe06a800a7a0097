package dev.destseg.dataset.demo;

import static dev.destseg.dataset.demo.Canvas.SIDE;

import dev.destseg.image.Image;
import java.util.SplittableRandom;

/** Takes the picture: uneven light, exposure, a little blur, noise of the sensor. */
final class Camera {
    private static final double NOISE = 1.6 / 255;
    private static final float BLUR = 0.14f;

    private Camera() {}

    static Image take(Canvas canvas, SplittableRandom random) {
        float[] seen = blurred(canvas.rgb());
        double direction = 2 * Math.PI * random.nextDouble();
        double slope = random.nextDouble(0.02, 0.09);
        double exposure = random.nextDouble(0.94, 1.05);
        double slopeX = slope * Math.cos(direction) / Canvas.MIDDLE;
        double slopeY = slope * Math.sin(direction) / Canvas.MIDDLE;
        byte[] rgb = new byte[seen.length];
        for (int i = 0; i < seen.length; i++) {
            int pixel = i / 3;
            double dx = pixel % SIDE - Canvas.MIDDLE;
            double dy = (double) (pixel / SIDE) - Canvas.MIDDLE;
            double corner = 1 - 3e-6 * (dx * dx + dy * dy);
            double light = exposure * (1 + slopeX * dx + slopeY * dy) * corner;
            double value = seen[i] * light + NOISE * bell(random);
            rgb[i] = (byte) (int) (255 * Math.max(0, Math.min(1, value)) + 0.5);
        }
        return new Image(SIDE, SIDE, rgb);
    }

    /** About a normal number of deviation 1. */
    private static double bell(SplittableRandom random) {
        long bits = random.nextLong();
        long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
        return (sum / 65536.0 - 2) * Math.sqrt(3);
    }

    private static float[] blurred(float[] sharp) {
        return blurred(blurred(sharp, 1, 0), 0, 1);
    }

    /** Mixes each pixel with its neighbours on one line; at the border with itself. */
    private static float[] blurred(float[] sharp, int stepX, int stepY) {
        float[] soft = new float[sharp.length];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int here = 3 * (y * SIDE + x);
                int before = 3 * (Math.max(0, y - stepY) * SIDE + Math.max(0, x - stepX));
                int after = 3 * (Math.min(SIDE - 1, y + stepY) * SIDE + Math.min(SIDE - 1, x + stepX));
                for (int i = 0; i < 3; i++) {
                    soft[here + i] = BLUR * (sharp[before + i] + sharp[after + i]) + (1 - 2 * BLUR) * sharp[here + i];
                }
            }
        }
        return soft;
    }
}

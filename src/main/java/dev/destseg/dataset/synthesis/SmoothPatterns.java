package dev.destseg.dataset.synthesis;

import java.util.SplittableRandom;

/** Patterns made from fractal noise alone. */
final class SmoothPatterns {
    private SmoothPatterns() {}

    static float[] clouds(int width, int height, SplittableRandom random) {
        double cell = logUniform(random, 12, 100);
        double stretch = logUniform(random, 0.4, 2.5);
        double gain = random.nextDouble(0.4, 0.75);
        boolean veined = random.nextBoolean();
        float[] field = FractalNoise.field(width, height, cell * stretch, cell / stretch, 4, gain, random);
        for (int i = 0; veined && i < field.length; i++) {
            field[i] = (float) Math.sqrt(Math.abs(2 * field[i] - 1));
        }
        return field;
    }

    static float[] grain(int width, int height, SplittableRandom random) {
        double cell = logUniform(random, 1.2, 6);
        double stretch = random.nextInt(3) == 0 ? logUniform(random, 0.2, 5) : 1;
        float hardness = (float) random.nextDouble(1, 12);
        float middle = (float) random.nextDouble(0.35, 0.65);
        float[] field = FractalNoise.field(width, height, cell * stretch, cell / stretch, 2, 0.6, random);
        for (int i = 0; i < field.length; i++) {
            field[i] = Math.max(0, Math.min(1, (field[i] - middle) * hardness + 0.5f));
        }
        return field;
    }

    static float[] rings(int width, int height, SplittableRandom random) {
        float centreX = (float) (width * random.nextDouble(-1, 2));
        float centreY = (float) (height * random.nextDouble(-1, 2));
        float flatness = (float) logUniform(random, 0.2, 1);
        float perPixel = (float) (1 / logUniform(random, 5, 40));
        float wander = (float) random.nextDouble(0.5, 4);
        float rough = (float) random.nextDouble(0, 0.5);
        float[] bend = FractalNoise.field(width, height, 90, 90, 3, 0.5, random);
        float[] fibre = FractalNoise.field(width, height, 3, 24, 1, 0.5, random);
        float[] field = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                float dx = x - centreX;
                float dy = (y - centreY) * flatness;
                float rings = (float) Math.sqrt(dx * dx + dy * dy) * perPixel + wander * bend[i];
                float phase = rings - (int) rings;
                field[i] = phase * phase * (phase < 0.9f ? 1 : 10 * (1 - phase)) + rough * fibre[i];
            }
        }
        return field;
    }

    /** A number within the range, as likely in each octave of it. */
    static double logUniform(SplittableRandom random, double least, double most) {
        return least * Math.pow(most / least, random.nextDouble());
    }
}

package dev.destseg.dataset.synthesis;

import java.util.SplittableRandom;

/** Patterns of many things at random places. */
final class ScatteredPatterns {
    private ScatteredPatterns() {}

    /** Voronoi cells: the distance to the nearest point, the way to the border, or one tone a cell. */
    static float[] cells(int width, int height, SplittableRandom random) {
        float perPixel = (float) (1 / SmoothPatterns.logUniform(random, 6, 40));
        float squeeze = (float) SmoothPatterns.logUniform(random, 0.5, 2);
        int look = random.nextInt(3);
        int salt = random.nextInt();
        float[] field = new float[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                field[y * width + x] = cell(x * perPixel * squeeze, y * perPixel / squeeze, look, salt);
            }
        }
        return field;
    }

    private static float cell(float u, float v, int look, int salt) {
        int column = (int) u;
        int row = (int) v;
        float nearest = Float.MAX_VALUE;
        float second = Float.MAX_VALUE;
        float tone = 0;
        for (int r = row - 1; r <= row + 1; r++) {
            for (int c = column - 1; c <= column + 1; c++) {
                float du = c + PeriodicPatterns.hash(c, r, salt) - u;
                float dv = r + PeriodicPatterns.hash(c, r, ~salt) - v;
                float distance = du * du + dv * dv;
                if (distance < nearest) {
                    second = nearest;
                    nearest = distance;
                    tone = c * 31 + r * 17;
                } else if (distance < second) {
                    second = distance;
                }
            }
        }
        float border = (float) (Math.sqrt(second) - Math.sqrt(nearest));
        return switch (look) {
            case 0 -> nearest;
            case 1 -> Math.min(border, 0.25f);
            default -> border < 0.06f ? 0 : 0.2f + 0.8f * PeriodicPatterns.hash((int) tone, 3, salt);
        };
    }

    static float[] fibres(int width, int height, SplittableRandom random) {
        float[] field = FractalNoise.field(width, height, 20, 20, 2, 0.5, random);
        int count = (int) SmoothPatterns.logUniform(random, 40, 250);
        double direction = 2 * Math.PI * random.nextDouble();
        double spread = random.nextDouble(0.1, 3);
        double bend = random.nextDouble(0.03);
        float strength = random.nextBoolean() ? 1 : -1;
        for (int fibre = 0; fibre < count; fibre++) {
            double x = width * random.nextDouble(-0.1, 1.1);
            double y = height * random.nextDouble(-0.1, 1.1);
            double heading = direction + spread * (random.nextDouble() - 0.5);
            double turn = bend * (2 * random.nextDouble() - 1);
            float tone = strength * (float) random.nextDouble(0.3, 1.5);
            int thickness = 1 + random.nextInt(2);
            for (int step = 20 + random.nextInt(120); step > 0; step--) {
                dab(field, width, height, (int) x, (int) y, thickness, tone);
                heading += turn;
                x += Math.cos(heading);
                y += Math.sin(heading);
            }
        }
        return field;
    }

    private static void dab(float[] field, int width, int height, int left, int top, int size, float tone) {
        for (int y = Math.max(0, top); y < Math.min(height, top + size); y++) {
            for (int x = Math.max(0, left); x < Math.min(width, left + size); x++) {
                field[y * width + x] = tone;
            }
        }
    }

    static float[] bubbles(int width, int height, SplittableRandom random) {
        float[] field = FractalNoise.field(width, height, 30, 30, 2, 0.5, random);
        double largest = SmoothPatterns.logUniform(random, 5, 30);
        double covered = width * (double) height * random.nextDouble(0.3, 1.2);
        float rim = (float) random.nextDouble(-1, 1);
        while (covered > 0) {
            double radius = largest * random.nextDouble(0.2, 1);
            covered -= Math.PI * radius * radius;
            float tone = (float) random.nextDouble(-1, 2);
            disc(field, width, height, width * random.nextDouble(), height * random.nextDouble(), radius, tone, rim);
        }
        return field;
    }

    private static void disc(
            float[] field, int width, int height, double x, double y, double radius, float tone, float rim) {
        int top = Math.max(0, (int) Math.ceil(y - radius));
        int left = Math.max(0, (int) Math.ceil(x - radius));
        for (int row = top; row < Math.min(height, y + radius); row++) {
            for (int column = left; column < Math.min(width, x + radius); column++) {
                double way = ((column - x) * (column - x) + (row - y) * (row - y)) / (radius * radius);
                if (way < 1) {
                    field[row * width + column] = tone + rim * (float) way;
                }
            }
        }
    }
}

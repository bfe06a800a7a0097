package dev.destseg.dataset.synthesis;

import java.util.SplittableRandom;

/** Patterns that repeat, in a random direction, bent a little. */
final class PeriodicPatterns {
    private PeriodicPatterns() {}

    static float[] stripes(int width, int height, SplittableRandom random) {
        Frame frame = Frame.draw(width, height, 4, 48, random);
        float duty = (float) random.nextDouble(0.25, 0.75);
        float sharpness = (float) SmoothPatterns.logUniform(random, 1.5, 20);
        float unlike = (float) random.nextDouble(0, 0.8);
        int salt = random.nextInt();
        return frame.fill((u, v) -> {
            int stripe = floor(u);
            float fromCentre = Math.abs(u - stripe - 0.5f) * 2;
            return clamp((duty - fromCentre) * sharpness + 0.5f) * (1 - unlike * hash(stripe, 0, salt));
        });
    }

    static float[] weave(int width, int height, SplittableRandom random) {
        Frame frame = Frame.draw(width, height, 4, 28, random);
        int repeat = 2 + random.nextInt(3);
        float tone = (float) random.nextDouble(0.2, 1);
        float gap = (float) random.nextDouble(0.75, 1);
        int salt = random.nextInt();
        return frame.fill((u, v) -> {
            int column = floor(u);
            int row = floor(v);
            boolean warp = Math.floorMod(column + row, repeat) < (repeat + 1) / 2;
            float across = Math.abs((warp ? u - column : v - row) - 0.5f) * 2;
            float along = Math.abs((warp ? v - row : u - column) - 0.5f) * 2;
            float thread = warp ? 1 : tone;
            float shade = across > gap ? 0 : (1 - 0.6f * across * across) * (1 - 0.3f * along * along);
            return shade * thread * (0.8f + 0.2f * hash(warp ? column : row, warp ? 1 : 2, salt));
        });
    }

    static float[] bricks(int width, int height, SplittableRandom random) {
        Frame frame = Frame.draw(width, height, 10, 60, random);
        float length = random.nextBoolean() ? 1 : (float) random.nextDouble(1.5, 3);
        float shift = random.nextBoolean() ? 0.5f : 0;
        float joint = (float) random.nextDouble(0.02, 0.12);
        float checks = (float) random.nextDouble();
        int salt = random.nextInt();
        return frame.fill((u, v) -> {
            int row = floor(v);
            float along = u / length + shift * (row & 1);
            int column = floor(along);
            float fromSide = Math.min(along - column, column + 1 - along) * length;
            float fromJoint = Math.min(fromSide, Math.min(v - row, row + 1 - v));
            float brick = checks * (row + column & 1) + (1 - checks) * hash(column, row, salt);
            return 0.2f + 0.8f * brick - (fromJoint < joint ? 0.2f + 0.8f * brick : 0);
        });
    }

    private static int floor(float value) {
        int whole = (int) value;
        return whole > value ? whole - 1 : whole;
    }

    private static float clamp(float value) {
        return Math.max(0, Math.min(1, value));
    }

    /** A number within 0..1 for a cell. */
    static float hash(int column, int row, int salt) {
        int mixed = column * 0x27D4EB2D + row * 0x165667B1 + salt;
        mixed = (mixed ^ mixed >>> 15) * 0x2C1B3C6D;
        mixed = (mixed ^ mixed >>> 12) * 0x297A2D39;
        return (mixed >>> 8) * 0x1p-24f;
    }

    /** What a pattern has at a position in periods. */
    private interface Cells {
        float at(float u, float v);
    }

    /** Turned and bent coordinates. */
    private record Frame(int width, int height, float cos, float sin, float bend, float[] noise) {
        static Frame draw(int width, int height, double least, double most, SplittableRandom random) {
            double period = SmoothPatterns.logUniform(random, least, most);
            double angle = 2 * Math.PI * random.nextDouble();
            float bend = (float) (random.nextInt(3) == 0 ? random.nextDouble(2) : random.nextDouble(0.3));
            float[] noise = FractalNoise.field(width, height, 60, 60, 2, 0.4, random);
            return new Frame(
                    width, height, (float) (Math.cos(angle) / period), (float) (Math.sin(angle) / period), bend, noise);
        }

        float[] fill(Cells cells) {
            float[] field = new float[width * height];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int i = y * width + x;
                    float bent = bend * noise[i];
                    field[i] = cells.at(cos * x + sin * y + bent, cos * y - sin * x - bent);
                }
            }
            return field;
        }
    }
}

package dev.destseg.dataset.synthesis;

import java.util.SplittableRandom;

/** Smooth noise of several scales: random values on lattices, each half as wide as the one before, interpolated. */
public final class FractalNoise {
    private FractalNoise() {}

    /**
     * A field of noise, mean 0.5, mostly within 0..1.
     *
     * @param cellWidth of the coarsest lattice, in pixels, above 0
     * @param cellHeight the same, downwards
     * @param octaves lattices, at least 1
     * @param gain weight of each lattice relative to the one before
     * @return height x width values, rows from the top
     */
    public static float[] field(
            int width,
            int height,
            double cellWidth,
            double cellHeight,
            int octaves,
            double gain,
            SplittableRandom random) {
        float[] field = new float[width * height];
        double total = (1 - Math.pow(gain, octaves)) / (1 - gain);
        double weight = 1 / total;
        for (int octave = 0; octave < octaves; octave++) {
            double shrink = 1.0 / (1 << octave);
            addOctave(
                    field,
                    width,
                    height,
                    Math.max(1, cellWidth * shrink),
                    Math.max(1, cellHeight * shrink),
                    weight,
                    random);
            weight *= gain;
        }
        return field;
    }

    private static void addOctave(
            float[] field,
            int width,
            int height,
            double cellWidth,
            double cellHeight,
            double weight,
            SplittableRandom random) {
        int columns = (int) (width / cellWidth) + 3;
        int rows = (int) (height / cellHeight) + 3;
        float[] lattice = new float[columns * rows];
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = (float) (weight * random.nextDouble());
        }
        Axis across = Axis.of(width, cellWidth, random.nextDouble());
        Axis down = Axis.of(height, cellHeight, random.nextDouble());
        float[] line = new float[columns];
        for (int y = 0; y < height; y++) {
            int row = down.cell[y] * columns;
            float share = down.share[y];
            for (int column = 0; column < columns; column++) {
                float upper = lattice[row + column];
                line[column] = upper + share * (lattice[row + columns + column] - upper);
            }
            for (int x = 0; x < width; x++) {
                int cell = across.cell[x];
                field[y * width + x] += line[cell] + across.share[x] * (line[cell + 1] - line[cell]);
            }
        }
    }

    /** For each pixel of an axis, the lattice point before it and the faded way to the next. */
    private record Axis(int[] cell, float[] share) {
        static Axis of(int pixels, double cellSize, double offset) {
            int[] cell = new int[pixels];
            float[] share = new float[pixels];
            for (int i = 0; i < pixels; i++) {
                double position = i / cellSize + offset;
                cell[i] = (int) position;
                double way = position - cell[i];
                share[i] = (float) (way * way * (3 - 2 * way));
            }
            return new Axis(cell, share);
        }
    }
}

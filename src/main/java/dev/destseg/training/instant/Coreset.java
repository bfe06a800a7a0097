package dev.destseg.training.instant;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Greedy choice of vectors that cover all others (PatchCore, Roth et al. 2022, algorithm 1): the next one is always the
 * vector farthest from those chosen, distances being taken in a random projection.
 *
 * @param chosen the numbers of the chosen vectors, in order
 * @param widths for each of them the distance of the nearest vectors of other images, root of the mean square of the
 *     nearest {@value #NEAREST}, in the projection; 0 where there are none
 */
record Coreset(int[] chosen, float[] widths) {
    private static final int PROJECTED = 64;
    /** One alone would be chance. */
    private static final int NEAREST = 5;

    /**
     * Fewer than wanted when there are no more different vectors. What is random is drawn now; the choice itself may be made by
     * another thread.
     *
     * @param columns C x N: one array for each channel
     * @param origins N: the number of the image that a vector is of
     * @param wanted vectors to choose, at least 1
     */
    static Supplier<Coreset> choose(float[][] columns, int[] origins, int wanted, SplittableRandom random) {
        float[][] points = columns.length > PROJECTED ? project(columns, random) : columns;
        int first = random.nextInt(points[0].length);
        return () -> choose(points, origins, wanted, first);
    }

    private static Coreset choose(float[][] points, int[] origins, int wanted, int first) {
        int all = points[0].length;
        float[] least = new float[all];
        Arrays.fill(least, Float.MAX_VALUE);
        float[] square = new float[all];
        int[] chosen = new int[Math.min(wanted, all)];
        float[] widths = new float[chosen.length];
        int next = first;
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = next;
            shorten(points, next, square, least);
            widths[i] = width(square, origins, origins[next]);
            next = farthest(least);
            if (least[next] == 0) {
                return new Coreset(Arrays.copyOf(chosen, i + 1), Arrays.copyOf(widths, i + 1));
            }
        }
        return new Coreset(chosen, widths);
    }

    private static float width(float[] square, int[] origins, int origin) {
        float[] nearest = new float[NEAREST];
        Arrays.fill(nearest, Float.MAX_VALUE);
        for (int i = 0; i < square.length; i++) {
            if (square[i] < nearest[NEAREST - 1] && origins[i] != origin) {
                nearest[NEAREST - 1] = square[i];
                Arrays.sort(nearest);
            }
        }
        if (nearest[NEAREST - 1] == Float.MAX_VALUE) {
            return 0;
        }
        double sum = 0;
        for (float each : nearest) {
            sum += each;
        }
        return (float) Math.sqrt(sum / NEAREST);
    }

    /** Dimension by dimension, which the compiler turns into vector instructions. */
    private static void shorten(float[][] points, int center, float[] square, float[] least) {
        Arrays.fill(square, 0);
        for (float[] column : points) {
            float at = column[center];
            for (int i = 0; i < square.length; i++) {
                float difference = column[i] - at;
                square[i] += difference * difference;
            }
        }
        for (int i = 0; i < square.length; i++) {
            least[i] = Math.min(least[i], square[i]);
        }
    }

    private static int farthest(float[] least) {
        int farthest = 0;
        for (int i = 1; i < least.length; i++) {
            if (least[i] > least[farthest]) {
                farthest = i;
            }
        }
        return farthest;
    }

    private static float[][] project(float[][] columns, SplittableRandom random) {
        float[][] projected = new float[PROJECTED][columns[0].length];
        for (float[] target : projected) {
            for (float[] column : columns) {
                float weight = (float) random.nextGaussian();
                for (int i = 0; i < target.length; i++) {
                    target[i] += weight * column[i];
                }
            }
        }
        return projected;
    }
}

package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CoresetTest {
    @Test
    void eachChoiceIsTheFarthestFromThoseBefore() {
        float[][] line = {{0, 1, 2, 3, 10, 11, 30}};

        int[] chosen = Coreset.choose(line, 4, new SplittableRandom(1));

        float first = line[0][chosen[0]];
        assertEquals(first < 15 ? 30 : 0, line[0][chosen[1]]);
        int[] sorted =
                Arrays.stream(chosen, 0, 4).map(i -> (int) line[0][i]).sorted().toArray();
        assertEquals(0, sorted[0] / 4);
        assertEquals(30, sorted[3]);
        assertTrue(sorted[2] == 10 || sorted[2] == 11);
    }

    @Test
    void vectorsThatAreThereAlreadyAreNotChosenAgain() {
        float[][] twice = {{1, 1, 2, 2, 2}, {5, 5, 5, 5, 5}};

        int[] chosen = Coreset.choose(twice, 5, new SplittableRandom(3));

        assertEquals(2, chosen.length);
    }

    @Test
    void theSameSeedChoosesTheSame() {
        float[][] columns = columns(100, 300, 5);

        assertArrayEquals(
                Coreset.choose(columns, 50, new SplittableRandom(9)),
                Coreset.choose(columns, 50, new SplittableRandom(9)));
    }

    /** Greedy choice is within twice the best radius; a random choice of as many is hardly ever as good. */
    @Property(tries = 20)
    void whatIsChosenCoversBetterThanTheFirstAsMany(@ForAll @IntRange(min = 1, max = 1000) int seed) {
        float[][] columns = columns(3, 400, seed);

        int[] chosen = Coreset.choose(columns, 40, new SplittableRandom(seed));
        int[] first = IntStream.range(0, 40).toArray();

        assertEquals(40, Arrays.stream(chosen).distinct().count());
        assertTrue(radius(columns, chosen) <= radius(columns, first));
    }

    private static float[][] columns(int channels, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] columns = new float[channels][count];
        for (float[] column : columns) {
            for (int i = 0; i < count; i++) {
                column[i] = (float) random.nextGaussian();
            }
        }
        return columns;
    }

    private static double radius(float[][] columns, int[] chosen) {
        double radius = 0;
        for (int i = 0; i < columns[0].length; i++) {
            double nearest = Double.MAX_VALUE;
            for (int center : chosen) {
                double square = 0;
                for (float[] column : columns) {
                    square += (column[i] - column[center]) * (column[i] - column[center]);
                }
                nearest = Math.min(nearest, square);
            }
            radius = Math.max(radius, nearest);
        }
        return radius;
    }
}

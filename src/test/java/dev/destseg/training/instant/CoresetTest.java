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

        int[] chosen = choose(line, 4, 1);

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

        int[] chosen = choose(twice, 5, 3);

        assertEquals(2, chosen.length);
    }

    @Test
    void theSameSeedChoosesTheSame() {
        float[][] columns = columns(100, 300, 5);

        assertArrayEquals(choose(columns, 50, 9), choose(columns, 50, 9));
    }

    /** Greedy choice is within twice the best radius; a random choice of as many is hardly ever as good. */
    @Property(tries = 20)
    void whatIsChosenCoversBetterThanTheFirstAsMany(@ForAll @IntRange(min = 1, max = 1000) int seed) {
        float[][] columns = columns(3, 400, seed);

        int[] chosen = choose(columns, 40, seed);
        int[] first = IntStream.range(0, 40).toArray();

        assertEquals(40, Arrays.stream(chosen).distinct().count());
        assertTrue(radius(columns, chosen) <= radius(columns, first));
    }

    @Test
    void aWidthIsTheDistanceOfTheNearestOfOtherImages() {
        // Two of image 0, side by side, and five of other images, 2 and 10 away from those.
        float[][] line = {{0, 0.1f, 2, 2, 2, 2, 10}};
        int[] origins = {0, 0, 1, 2, 3, 4, 5};

        Coreset all = Coreset.choose(line, origins, 7, new SplittableRandom(2)).get();

        assertEquals(Math.sqrt((4 * 4 + 100) / 5.0), width(all, 0), 1e-5);
        assertEquals(Math.sqrt((4 * 64 + 9.9 * 9.9) / 5), width(all, 6), 1e-5);
    }

    private static float width(Coreset coreset, int vector) {
        return IntStream.range(0, coreset.chosen().length)
                .filter(i -> coreset.chosen()[i] == vector)
                .mapToObj(i -> coreset.widths()[i])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutOtherImagesThereIsNoWidth() {
        float[] widths = Coreset.choose(columns(3, 20, 1), new int[20], 4, new SplittableRandom(4))
                .get()
                .widths();

        assertArrayEquals(new float[4], widths);
    }

    private static int[] choose(float[][] columns, int wanted, long seed) {
        return Coreset.choose(columns, new int[columns[0].length], wanted, new SplittableRandom(seed))
                .get()
                .chosen();
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

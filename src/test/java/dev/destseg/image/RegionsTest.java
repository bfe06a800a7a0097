package dev.destseg.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RegionsTest {
    @Test
    void joinsDiagonalNeighboursAndSortsByPeak() {
        AnomalyMap map = new AnomalyMap(5, 3, new float[] {
            0.6f, 0, 0, 0, 0, //
            0, 0.7f, 0, 0, 0.9f, //
            0, 0, 0, 0, 0.5f
        });
        assertEquals(
                List.of(
                        new Region(new Box(4, 1, 1, 2), 2, 0.9f, 4, 1.5),
                        new Region(new Box(0, 0, 2, 2), 2, 0.7f, 0.5, 0.5)),
                Regions.of(map, 0.5f));
    }

    @Test
    void findsNothingBelowTheThreshold() {
        assertTrue(Regions.of(new AnomalyMap(2, 1, new float[] {0.4f, 0.49f}), 0.5f)
                .isEmpty());
    }

    /** Against the plainest method there is: spread the smallest label until nothing changes. */
    @Property(tries = 200)
    void agreesWithSpreadingLabels(
            @ForAll @IntRange(min = 1, max = 12) int width,
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll long seed) {
        Random random = new Random(seed);
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        List<Region> regions = Regions.of(new AnomalyMap(width, height, values), 0.6f);
        int[] labels = spread(values, width, height);
        Set<Integer> distinct = new TreeSet<>();
        for (int label : labels) {
            distinct.add(label);
        }
        distinct.remove(-1);
        Set<String> expected = new HashSet<>();
        for (int label : distinct) {
            int area = 0;
            float peak = 0;
            for (int i = 0; i < labels.length; i++) {
                area += labels[i] == label ? 1 : 0;
                peak = labels[i] == label ? Math.max(peak, values[i]) : peak;
            }
            expected.add(area + " " + peak);
        }
        assertEquals(distinct.size(), regions.size());
        assertEquals(
                expected,
                regions.stream()
                        .map(region -> region.area() + " " + region.peak())
                        .collect(Collectors.toSet()));
    }

    private static int[] spread(float[] values, int width, int height) {
        int[] labels = new int[values.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = values[i] >= 0.6f ? i : -1;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < labels.length; i++) {
                for (int j = 0; j < labels.length; j++) {
                    boolean near = Math.abs(i % width - j % width) <= 1 && Math.abs(i / width - j / width) <= 1;
                    if (near && labels[i] > labels[j] && labels[j] >= 0) {
                        labels[i] = labels[j];
                        changed = true;
                    }
                }
            }
        }
        return labels;
    }
}

package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.network.InstantParameters;
import dev.destseg.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DistanceCalibrationTest {
    private static final int SIDE = 16;
    private static final String NAME = "bank16";

    /** Distances that are three times as large, and vary three times as much, on the outermost positions. */
    private static List<float[]> maps(int count) {
        SplittableRandom random = new SplittableRandom(11);
        List<float[]> maps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] map = new float[SIDE * SIDE];
            for (int at = 0; at < map.length; at++) {
                int x = at % SIDE;
                int y = at / SIDE;
                boolean border = Math.min(Math.min(x, y), Math.min(SIDE - 1 - x, SIDE - 1 - y)) == 0;
                map[at] = (float) ((border ? 3 : 1) * (10 + random.nextGaussian()));
            }
            maps.add(map);
        }
        return maps;
    }

    private static float[][] fit(List<float[]> maps) {
        DistanceCalibration calibration = new DistanceCalibration(NAME, SIDE);
        maps.forEach(calibration::add);
        Map<String, FloatTensor> fitted = calibration.fit();
        return new float[][] {
            Objects.requireNonNull(fitted.get(InstantParameters.calibrationMean(NAME)))
                    .data(),
            Objects.requireNonNull(fitted.get(InstantParameters.calibrationScale(NAME)))
                    .data()
        };
    }

    private static double z(float[][] fitted, float[] map, int at) {
        return (map[at] - fitted[0][at]) * fitted[1][at];
    }

    @Test
    void theHighestOfAGoodImageIsOneOnAverage() {
        List<float[]> maps = maps(60);
        float[][] fitted = fit(maps);

        double sum = 0;
        for (float[] map : maps) {
            double highest = 0;
            for (int at = 0; at < map.length; at++) {
                highest = Math.max(highest, z(fitted, map, at));
            }
            sum += highest;
        }

        assertEquals(1, sum / maps.size(), 1e-4);
    }

    @Test
    void theBorderAlarmsNoMoreOftenThanTheMiddle() {
        float[][] fitted = fit(maps(60));
        List<float[]> others = maps(61).subList(60, 61);
        int corner = 0;
        int middle = SIDE / 2 * SIDE + SIDE / 2;

        assertTrue(others.get(0)[corner] > 2 * others.get(0)[middle]);
        assertTrue(z(fitted, others.get(0), corner) < 1);
        assertTrue(fitted[0][corner] > 2 * fitted[0][middle]);
        assertTrue(fitted[1][corner] < fitted[1][middle] / 2);
    }

    @Test
    void aSingleImageAndImagesWithoutAnyDifferenceGiveFiniteNumbers() {
        float[][] fitted = fit(List.of(new float[SIDE * SIDE]));

        for (float scale : fitted[1]) {
            assertTrue(Float.isFinite(scale) && scale > 0);
        }
    }
}

package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PixelPrecisionTest {
    @Test
    void averagesPrecisionOverTheGainsInRecall() {
        PixelPrecision precision = new PixelPrecision();
        precision.add(4, true);
        precision.add(3, false);
        precision.add(2, true);
        precision.add(0, false);
        assertEquals((1.0 + 2.0 / 3) / 2, precision.average(), 1e-12);
    }

    @Test
    void isNoNumberWithoutADefect() {
        PixelPrecision precision = new PixelPrecision();
        precision.add(1, false);
        assertTrue(Double.isNaN(precision.average()));
    }

    @Test
    void agreesWithTheExactRankingOfManyScores() {
        SplittableRandom random = new SplittableRandom(7);
        double[] normal = IntStream.range(0, 5000)
                .mapToDouble(i -> (float) (3 * random.nextDouble()))
                .toArray();
        double[] anomalous = IntStream.range(0, 500)
                .mapToDouble(i -> (float) (1 + 4 * random.nextDouble()))
                .toArray();
        PixelPrecision precision = new PixelPrecision();
        for (double score : normal) {
            precision.add((float) score, false);
        }
        for (double score : anomalous) {
            precision.add((float) score, true);
        }
        assertEquals(Ranking.of(normal, anomalous).averagePrecision(), precision.average(), 2e-3);
    }
}

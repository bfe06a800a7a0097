package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The metrics against their definitions, written out without any cleverness, on few images with many equal scores. */
class MetricsPropertyTest {
    private record Picture(float[] values, byte[] inside) {}

    @Property(tries = 150)
    void agreesWithTheDefinitions(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int levels) {
        Random random = new Random(seed);
        List<Picture> pictures = draw(random, levels);
        EvaluationAccumulator accumulator = new EvaluationAccumulator();
        for (Picture picture : pictures) {
            boolean defect = new Mask(6, 5, picture.inside).area() > 0;
            accumulator.add("p", new AnomalyMap(6, 5, picture.values), new Mask(6, 5, picture.inside), defect, "k");
        }
        Metrics metrics = accumulator.evaluate().overall();
        List<float[]> regions = regions(pictures);
        float[] normal = pixels(pictures, 0);
        float[] anomalous = pixels(pictures, 1);
        assertEquals(auroc(normal, anomalous), metrics.pixelAuroc(), 1e-9);
        assertEquals(averagePrecision(normal, anomalous), metrics.pixelAp(), 1e-9);
        assertEquals(aupro(normal, regions), metrics.aupro(), 1e-9);
        assertEquals(iap(normal, anomalous, regions), metrics.iap(), 1e-9);
        assertEquals(iap90(normal, anomalous, regions), metrics.iap90(), 1e-9);
    }

    @Property(tries = 100)
    void theCoarseAreaStaysWithinItsBound(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int limit) {
        List<Picture> pictures = draw(new Random(seed), 1 << 20);
        Sample coarse = new Sample(limit);
        for (Picture picture : pictures) {
            coarse.add(new AnomalyMap(6, 5, picture.values), new Mask(6, 5, picture.inside));
        }
        double truth = auroc(pixels(pictures, 0), pixels(pictures, 1));
        double error = Math.abs(coarse.pixels().ranking().roc().areaTo(1) - truth);
        assertTrue(coarse.pixels().size() <= limit);
        assertTrue(error <= coarse.pixels().tiedPairs() / 2 + 1e-12, error + " at " + limit);
    }

    /** Two to four pictures of 6 x 5, the first with a defect, the second without. */
    private static List<Picture> draw(Random random, int levels) {
        List<Picture> pictures = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            float[] values = new float[30];
            byte[] inside = new byte[30];
            for (int p = 0; p < 30; p++) {
                inside[p] = (byte) (i != 1 && random.nextInt(4) == 0 ? 1 : 0);
                values[p] = random.nextInt(levels + 1) / (float) levels;
            }
            if (i == 0) {
                inside[7] = 1;
            }
            pictures.add(new Picture(values, inside));
        }
        return pictures;
    }

    private static float[] pixels(List<Picture> pictures, int inside) {
        List<Float> found = new ArrayList<>();
        for (Picture picture : pictures) {
            for (int p = 0; p < 30; p++) {
                if (picture.inside[p] == inside) {
                    found.add(picture.values[p]);
                }
            }
        }
        float[] values = new float[found.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = found.get(i);
        }
        return values;
    }

    /** Regions by spreading the smallest pixel number until nothing changes. */
    private static List<float[]> regions(List<Picture> pictures) {
        List<float[]> regions = new ArrayList<>();
        for (Picture picture : pictures) {
            int[] name = new int[30];
            Arrays.setAll(name, p -> p);
            for (int round = 0; round < 30; round++) {
                for (int p = 0; p < 30; p++) {
                    for (int q = 0; q < 30; q++) {
                        boolean touch = Math.abs(p % 6 - q % 6) <= 1 && Math.abs(p / 6 - q / 6) <= 1;
                        if (touch && picture.inside[p] == 1 && picture.inside[q] == 1) {
                            name[p] = Math.min(name[p], name[q]);
                        }
                    }
                }
            }
            for (int root = 0; root < 30; root++) {
                float[] region = new float[30];
                int size = 0;
                for (int p = 0; p < 30; p++) {
                    if (picture.inside[p] == 1 && name[p] == root) {
                        region[size++] = picture.values[p];
                    }
                }
                if (size > 0) {
                    regions.add(Arrays.copyOf(region, size));
                }
            }
        }
        return regions;
    }

    private static double auroc(float[] normal, float[] anomalous) {
        double wins = 0;
        for (float low : normal) {
            for (float high : anomalous) {
                wins += high > low ? 1 : high == low ? 0.5 : 0;
            }
        }
        return wins / normal.length / anomalous.length;
    }

    private static double averagePrecision(float[] normal, float[] anomalous) {
        double sum = 0;
        for (float threshold : anomalous) {
            sum += precision(normal, anomalous, threshold);
        }
        return sum / anomalous.length;
    }

    private static double precision(float[] normal, float[] anomalous, float threshold) {
        return part(anomalous, threshold)
                * anomalous.length
                / (part(anomalous, threshold) * anomalous.length + part(normal, threshold) * normal.length);
    }

    private static double part(float[] values, float threshold) {
        double count = 0;
        for (float value : values) {
            count += value >= threshold ? 1 : 0;
        }
        return count / values.length;
    }

    private static double aupro(float[] normal, List<float[]> regions) {
        TreeSet<Float> thresholds = new TreeSet<>();
        for (float value : normal) {
            thresholds.add(value);
        }
        regions.forEach(region -> {
            for (float value : region) {
                thresholds.add(value);
            }
        });
        double area = 0;
        double rate = 0;
        double overlap = 0;
        for (float threshold : thresholds.descendingSet()) {
            double nextRate = part(normal, threshold);
            double nextOverlap = regions.stream()
                    .mapToDouble(region -> part(region, threshold))
                    .average()
                    .orElseThrow();
            if (nextRate > rate && rate < 0.3) {
                double end = Math.min(0.3, nextRate);
                double atEnd = overlap + (nextOverlap - overlap) * (end - rate) / (nextRate - rate);
                area += (end - rate) * (overlap + atEnd) / 2;
            }
            rate = nextRate;
            overlap = nextOverlap;
        }
        return area / 0.3;
    }

    /** The precision of each instance: the best among those at instance scores that are not higher. */
    private static double[] precisions(float[] normal, float[] anomalous, float[] medians) {
        double[] precisions = new double[medians.length];
        for (int i = 0; i < medians.length; i++) {
            for (float median : medians) {
                if (median <= medians[i]) {
                    precisions[i] = Math.max(precisions[i], precision(normal, anomalous, median));
                }
            }
        }
        return precisions;
    }

    private static float[] medians(List<float[]> regions) {
        float[] medians = new float[regions.size()];
        for (int i = 0; i < medians.length; i++) {
            float[] sorted = regions.get(i).clone();
            Arrays.sort(sorted);
            medians[i] = sorted[sorted.length - 1 - sorted.length / 2];
        }
        return medians;
    }

    private static double iap(float[] normal, float[] anomalous, List<float[]> regions) {
        return Arrays.stream(precisions(normal, anomalous, medians(regions)))
                .average()
                .orElseThrow();
    }

    private static double iap90(float[] normal, float[] anomalous, List<float[]> regions) {
        float[] medians = medians(regions);
        double[] precisions = precisions(normal, anomalous, medians);
        float highest = -1;
        double precision = Double.NaN;
        for (int i = 0; i < medians.length; i++) {
            if (part(medians, medians[i]) >= 0.9 && medians[i] > highest) {
                highest = medians[i];
                precision = precisions[i];
            }
        }
        return precision;
    }
}

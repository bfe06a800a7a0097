package dev.destseg.training.instant;

import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantParameters;
import dev.destseg.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What distances good images have at each position: mean and deviation, smoothed over a thirty-second of the image. With
 * few images both are drawn towards those of all positions together. Not safe between threads.
 */
final class DistanceCalibration {
    /** How many images the values of all positions together count for. */
    private static final double PRIOR_IMAGES = 5;

    private static final double LEAST_SIGMA = 0.7;
    /** For positions at which all images are the same. */
    private static final double LEAST_DEVIATION = 1e-4;

    private final String distance;
    private final int side;
    private final List<float[]> maps = new ArrayList<>();

    /** @param distance the name of an output of {@link InstantModel#distances}, of side x side positions */
    DistanceCalibration(String distance, int side) {
        this.distance = distance;
        this.side = side;
    }

    /** @param map distances of a good image from a memory without it, side x side; kept */
    void add(float[] map) {
        maps.add(map);
    }

    /** The parameters, as {@link InstantModel} names them. */
    Map<String, FloatTensor> fit() {
        double[] means = new double[side * side];
        double[] variances = new double[side * side];
        for (float[] map : maps) {
            for (int i = 0; i < means.length; i++) {
                means[i] += map[i] / maps.size();
            }
        }
        for (float[] map : maps) {
            for (int i = 0; i < means.length; i++) {
                variances[i] += (map[i] - means[i]) * (map[i] - means[i]) / maps.size();
            }
        }
        double[] mean = smooth(shrunk(means));
        double[] deviation = smooth(Arrays.stream(shrunk(variances))
                .map(variance -> Math.sqrt(variance) + LEAST_DEVIATION)
                .toArray());
        double highest = meanHighest(mean, deviation);
        float[] offset = new float[mean.length];
        float[] scale = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            offset[i] = (float) mean[i];
            scale[i] = (float) (1 / (deviation[i] * highest));
        }
        return Map.of(
                InstantParameters.calibrationMean(distance), FloatTensor.of(offset, 1, 1, side, side),
                InstantParameters.calibrationScale(distance), FloatTensor.of(scale, 1, 1, side, side));
    }

    private double[] shrunk(double[] values) {
        double all = Arrays.stream(values).average().orElse(0);
        double own = maps.size() / (maps.size() + PRIOR_IMAGES);
        return Arrays.stream(values).map(value -> own * value + (1 - own) * all).toArray();
    }

    /** The highest standardised distance of an image, on average over the images; at least 1. */
    private double meanHighest(double[] mean, double[] deviation) {
        double sum = 0;
        for (float[] map : maps) {
            double highest = 0;
            for (int i = 0; i < mean.length; i++) {
                highest = Math.max(highest, (map[i] - mean[i]) / deviation[i]);
            }
            sum += highest;
        }
        return Math.max(1, sum / maps.size());
    }

    /** Gaussian smoothing; beyond the border the value of the border goes on. */
    private double[] smooth(double[] values) {
        double sigma = Math.max(LEAST_SIGMA, side / 32.0);
        return along(along(values, sigma, 1), sigma, side);
    }

    private double[] along(double[] values, double sigma, int step) {
        int reach = (int) Math.ceil(4 * sigma);
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int at = i / step % side;
            double sum = 0;
            double weights = 0;
            for (int offset = -reach; offset <= reach; offset++) {
                int other = Math.max(0, Math.min(side - 1, at + offset));
                double weight = Math.exp(-offset * offset / (2 * sigma * sigma));
                sum += weight * values[i + (other - at) * step];
                weights += weight;
            }
            result[i] = sum / weights;
        }
        return result;
    }
}

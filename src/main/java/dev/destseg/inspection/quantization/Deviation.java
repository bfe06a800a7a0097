package dev.destseg.inspection.quantization;

import dev.destseg.evaluation.Metrics;
import dev.destseg.image.AnomalyMap;

/**
 * How far a model with bytes is from the one in float on validation images.
 *
 * @param images judged by both
 * @param float32 metrics in float
 * @param int8 metrics with bytes
 * @param score largest difference of two scores of an image
 * @param map largest difference of two values of a map at the same pixel
 * @param changedVerdicts images of which the two verdicts differ
 * @param moreWrong wrong verdicts with bytes beyond those in float; negative where there are fewer
 * @param thresholds at which the verdicts with bytes are as good
 */
public record Deviation(
        int images,
        Metrics float32,
        Metrics int8,
        double score,
        double map,
        int changedVerdicts,
        int moreWrong,
        FitThresholds thresholds) {
    static double largestDifference(AnomalyMap expected, AnomalyMap found) {
        double largest = 0;
        for (int i = 0; i < expected.values().length; i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i] - found.values()[i]));
        }
        return largest;
    }
}

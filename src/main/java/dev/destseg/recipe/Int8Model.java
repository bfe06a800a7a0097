package dev.destseg.recipe;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a recipe says about its model that computes with bytes. A recipe has this only when the model judged validation
 * images as well as the one in float.
 *
 * @param calibration how the ranges of the bytes were chosen
 * @param images that they were chosen on
 * @param inFloat layers that stayed in float because bytes cost quality there
 * @param scoreTolerance how far the score of a golden image may be from the one in float, in (0, 1]
 * @param mapTolerance how far any value of its map may be, in (0, 1]
 * @param metrics measured when it was made, by name; finite
 */
public record Int8Model(
        String calibration,
        int images,
        List<String> inFloat,
        double scoreTolerance,
        double mapTolerance,
        SortedMap<String, Double> metrics) {
    /** The metric that is the least threshold at which verdicts were found as good as those in float. */
    public static final String LEAST_THRESHOLD = "least_threshold";

    /** The metric that is the greatest of these. */
    public static final String GREATEST_THRESHOLD = "greatest_threshold";

    /** @throws IllegalArgumentException for a tolerance outside (0, 1], or a metric that is not finite */
    public Int8Model {
        inFloat = List.copyOf(inFloat);
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        if (!(scoreTolerance > 0 && scoreTolerance <= 1) || !(mapTolerance > 0 && mapTolerance <= 1)) {
            throw new IllegalArgumentException("The tolerances of an INT8 model are above 0 and at most 1, not "
                    + scoreTolerance + " and " + mapTolerance);
        }
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("The metric " + name + " is not finite");
            }
        });
    }

    /** Whether its verdicts are known to be as good as those in float at a threshold; older models know of none but their recipe's. */
    public boolean isFitFor(double threshold) {
        return threshold >= metrics.getOrDefault(LEAST_THRESHOLD, Double.POSITIVE_INFINITY)
                && threshold <= metrics.getOrDefault(GREATEST_THRESHOLD, Double.NEGATIVE_INFINITY);
    }
}

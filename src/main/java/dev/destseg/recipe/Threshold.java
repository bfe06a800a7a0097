package dev.destseg.recipe;

import java.util.OptionalDouble;

/**
 * The score at and above which the verdict is DEFECT, and how it was chosen.
 *
 * @param value in the unit of the anomaly score
 * @param method short name of the method, as "good-images" or "f1-optimum"
 * @param reason a sentence for people
 * @param images how many images it was chosen from
 * @param falseRejectBound the largest share of good parts that is rejected, in [0, 1], where the method states one
 * @param confidence probability that the bound holds, in [0, 1]; present exactly when the bound is
 */
public record Threshold(
        double value,
        String method,
        String reason,
        int images,
        OptionalDouble falseRejectBound,
        OptionalDouble confidence) {
    /** @throws IllegalArgumentException for a value out of its range */
    public Threshold {
        if (!Double.isFinite(value) || images < 0 || method.isBlank()) {
            throw new IllegalArgumentException("A threshold is a finite number with a method and a count of images");
        }
        if (!isShare(falseRejectBound)
                || !isShare(confidence)
                || falseRejectBound.isPresent() != confidence.isPresent()) {
            throw new IllegalArgumentException(
                    "A bound on false rejects and its confidence are given together, both in [0, 1]");
        }
    }

    private static boolean isShare(OptionalDouble share) {
        return share.isEmpty() || (share.getAsDouble() >= 0 && share.getAsDouble() <= 1);
    }
}

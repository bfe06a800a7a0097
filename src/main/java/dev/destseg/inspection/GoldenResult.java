package dev.destseg.inspection;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an engine said of an image whose score is known.
 *
 * @param image name of the image
 * @param expected its score; empty when any score will do
 * @param score what the engine gave; empty when it could not judge
 * @param reason why it could not
 */
public record GoldenResult(String image, OptionalDouble expected, OptionalDouble score, Optional<String> reason) {
    /** Far above the differences between processors and kernels, far below what changes a verdict. */
    private static final double TOLERANCE = 1e-3;

    static final GoldenResult NONE_YET = new GoldenResult(
            "the golden set", OptionalDouble.empty(), OptionalDouble.empty(), Optional.of("was not judged yet"));

    public boolean passed() {
        return score.isPresent()
                && (expected.isEmpty() || Math.abs(score.getAsDouble() - expected.getAsDouble()) <= TOLERANCE);
    }

    /** What is wrong, as part of a sentence that begins with the name of the image. */
    public String difference() {
        return reason.orElseGet(
                () -> "scored " + score.orElseThrow() + " where the recipe says " + expected.orElse(Double.NaN));
    }
}

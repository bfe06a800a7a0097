package dev.destseg.inspection;

import dev.destseg.evaluation.ThresholdChoice;
import dev.destseg.evaluation.ThresholdChoice.Method;
import dev.destseg.recipe.Threshold;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A choice of a threshold as recipes record it. */
public final class ThresholdRecord {
    private static final String GOOD_IMAGES = "good-images";
    private static final String F1_OPTIMUM = "f1-optimum";

    private ThresholdRecord() {}

    public static Threshold of(ThresholdChoice choice) {
        return new Threshold(
                choice.threshold(),
                choice.method() == Method.BEST_F1 ? F1_OPTIMUM : GOOD_IMAGES,
                choice.explanation(),
                choice.goodImages() + choice.defectImages(),
                optional(choice.falseRejectBound()),
                optional(choice.confidence()));
    }

    static Method method(Threshold threshold) {
        return threshold.method().equals(F1_OPTIMUM) ? Method.BEST_F1 : Method.GOOD_SCORES;
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}

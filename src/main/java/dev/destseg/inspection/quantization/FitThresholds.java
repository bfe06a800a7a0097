package dev.destseg.inspection.quantization;

import java.util.List;

/**
 * The thresholds, without a gap around that of the recipe, at which bytes judge validation images as well as floats. Which
 * verdicts differ depends on the threshold; so a recipe that is given another one outside of these cannot keep the model.
 *
 * @param least in [0, 1]
 * @param greatest in [0, 1]
 */
public record FitThresholds(double least, double greatest) {
    /** What both say of an image. */
    record Scores(double float32, double int8, boolean defect) {}

    /** @param threshold that of the recipe, which is within them in any case */
    static FitThresholds around(double threshold, List<Scores> scores) {
        int most = QualityGate.mostMoreWrong(scores.size());
        // Verdicts change only where the threshold passes a score, and are then the same up to the next score above.
        double[] steps = scores.stream()
                .flatMap(each -> List.of(each.float32(), each.int8()).stream())
                .mapToDouble(Double::doubleValue)
                .sorted()
                .distinct()
                .toArray();
        double greatest = threshold;
        double end = 1;
        double least = 0;
        for (double step : steps) {
            boolean fit = moreWrong(step, scores) <= most;
            if (step < threshold && !fit) {
                least = Math.nextUp(step);
            }
            if (step >= threshold && !fit) {
                end = greatest;
                break;
            }
            greatest = Math.max(greatest, step);
        }
        return new FitThresholds(Math.min(least, threshold), end);
    }

    /** Wrong verdicts with bytes beyond those in float; negative where there are fewer. */
    static int moreWrong(double threshold, List<Scores> scores) {
        int more = 0;
        for (Scores each : scores) {
            boolean found = each.int8() >= threshold;
            if (found != each.float32() >= threshold) {
                more += found == each.defect() ? -1 : 1;
            }
        }
        return more;
    }
}

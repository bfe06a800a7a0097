package dev.destseg.inspection;

import dev.destseg.dataset.Sample;
import dev.destseg.evaluation.Evaluation;
import dev.destseg.evaluation.ImageScore;
import dev.destseg.evaluation.MapEvaluation;
import dev.destseg.evaluation.ReportCase;
import dev.destseg.evaluation.ReportSection;
import dev.destseg.evaluation.SelectedCase;
import dev.destseg.evaluation.ThresholdChoice;
import dev.destseg.recipe.Threshold;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How well a recipe judges one data set.
 *
 * @param category name of the data set
 * @param scoreMap the map that verdicts use
 * @param recipeThreshold the threshold in the recipe
 * @param maps by name
 * @param skipped images that could not be read
 * @param samples where the images came from, by the names that the maps use
 */
public record CategoryEvaluation(
        String category,
        String scoreMap,
        Threshold recipeThreshold,
        Map<String, MapEvaluation> maps,
        int skipped,
        Map<String, Sample> samples) {
    private static final int CASES = 6;

    public CategoryEvaluation {
        maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
        samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
    }

    /** Where the threshold comes from. */
    public enum ThresholdSource {
        /** As it stands in the recipe. */
        KEEP,
        /** From the good test images, with a bound on false rejects. */
        GOOD,
        /** The best F1 on the test images. */
        F1
    }

    /** @throws dev.destseg.tensor.InputException when these images do not support such a choice */
    public ThresholdChoice choose(ThresholdSource source) {
        return switch (source) {
            case KEEP -> kept();
            case GOOD -> ThresholdChoice.fromGood(scores(false));
            case F1 -> ThresholdChoice.bestF1(scores(false), scores(true));
        };
    }

    public Evaluation with(ThresholdChoice threshold) {
        return new Evaluation(category, scoreMap, maps, skipped, threshold);
    }

    /** The part of a report about this data set; its pictures are made when they are written. */
    public ReportSection section(ThresholdChoice threshold, RecipeEvaluation source) {
        List<ReportCase> cases = SelectedCase.choose(images(), threshold.threshold(), CASES).stream()
                .map(selected -> new ReportCase(
                        selected, new CasePictures(source, sample(selected.image()), threshold.threshold())))
                .toList();
        return new ReportSection(with(threshold), cases);
    }

    private ThresholdChoice kept() {
        double[] good = scores(false);
        double[] defective = scores(true);
        double value = recipeThreshold.value();
        int falseRejects = reaching(good, value);
        int misses = defective.length - reaching(defective, value);
        return new ThresholdChoice(
                value,
                ThresholdRecord.method(recipeThreshold),
                good.length,
                defective.length,
                recipeThreshold.falseRejectBound().isPresent()
                        ? recipeThreshold.falseRejectBound().getAsDouble()
                        : null,
                recipeThreshold.confidence().isPresent()
                        ? recipeThreshold.confidence().getAsDouble()
                        : null,
                falseRejects,
                misses,
                "As the recipe has it: " + recipeThreshold.reason());
    }

    private static int reaching(double[] scores, double threshold) {
        int count = 0;
        for (double score : scores) {
            count += score >= threshold ? 1 : 0;
        }
        return count;
    }

    private double[] scores(boolean defect) {
        return images().stream()
                .filter(image -> image.defect() == defect)
                .mapToDouble(ImageScore::score)
                .toArray();
    }

    private List<ImageScore> images() {
        return Objects.requireNonNull(maps.get(scoreMap)).images();
    }

    private Sample sample(ImageScore image) {
        return Objects.requireNonNull(samples.get(image.name()));
    }
}

package dev.destseg.inspection;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.ImageProblem;
import dev.destseg.dataset.Sample;
import dev.destseg.evaluation.EvaluationAccumulator;
import dev.destseg.evaluation.MapEvaluation;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Mask;
import dev.destseg.image.Seen;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges the test images of data sets at the recipe's input size, as the paper does, and compares with what the data sets
 * say. One image is in memory at a time; what the metrics hold is stated at {@link EvaluationAccumulator}, and each image
 * costs its name besides. Not thread-safe.
 */
public final class RecipeEvaluation {
    private final RecipeDescription recipe;
    private final Inspector inspector;
    private final ImageReader reader = new ImageReader();
    private final Preprocessing preprocessing;

    /** @param inspector opened with the recipe; stays the caller's */
    public RecipeEvaluation(StoredRecipe stored, Inspector inspector) {
        this.recipe = stored.recipe().description();
        this.inspector = inspector;
        this.preprocessing = inspector.preprocessing();
    }

    /**
     * Evaluates one data set.
     *
     * @param problems told of each image that is skipped and each mask that cannot be used
     * @param progress told how many images are done
     * @throws InputException when there is no test image or none can be read, or a map has a value outside [0, 1]
     */
    public CategoryEvaluation evaluate(Dataset dataset, Consumer<ImageProblem> problems, IntConsumer progress) {
        if (dataset.test().isEmpty()) {
            throw new InputException("The data set " + dataset.name()
                    + " has no test images. Put good and defective images into test/good and test/<kind of defect>.");
        }
        Map<ScoreMap, EvaluationAccumulator> accumulators = new EnumMap<>(ScoreMap.class);
        Map<String, Sample> shown = new LinkedHashMap<>();
        int done = 0;
        for (Sample sample : dataset.test()) {
            Judged judged = judge(sample, problems);
            if (judged != null) {
                String name = name(sample, shown);
                shown.put(name, sample);
                Mask mask = mask(sample, judged.seen(), problems);
                judged.maps().forEach((map, scored) -> accumulators
                        .computeIfAbsent(map, absent -> new EvaluationAccumulator())
                        .add(name, scored.map(), scored.score(), mask, sample.isDefective(), sample.kind()));
            }
            progress.accept(++done);
        }
        if (shown.isEmpty()) {
            throw new InputException("None of the " + done + " test images of " + dataset.name() + " can be judged.");
        }
        Map<String, MapEvaluation> maps = new LinkedHashMap<>();
        accumulators.forEach((map, accumulator) -> maps.put(map.label(), accumulator.evaluate()));
        return new CategoryEvaluation(
                dataset.name(), recipe.score().map().label(), recipe.threshold(), maps, done - shown.size(), shown);
    }

    /**
     * A judged image.
     *
     * @param seen as the recipe sees it
     */
    private record Judged(Seen seen, Map<ScoreMap, ScoredMap> maps) {}

    private @Nullable Judged judge(Sample sample, Consumer<ImageProblem> problems) {
        Image image;
        Seen seen;
        try {
            image = reader.read(sample.image());
            seen = preprocessing.apply(image);
        } catch (InputException unusable) {
            return skipped(sample, unusable, problems);
        }
        try {
            return new Judged(seen, inspector.maps(image, seen));
        } catch (NotJudgedException cannotJudge) {
            return skipped(sample, cannotJudge, problems);
        } catch (InputException damaged) {
            throw new InputException(sample.image() + " cannot be judged: " + damaged.getMessage(), damaged);
        }
    }

    private static @Nullable Judged skipped(Sample sample, InputException why, Consumer<ImageProblem> problems) {
        problems.accept(new ImageProblem(sample.image(), "is skipped: " + why.getMessage()));
        return null;
    }

    private @Nullable Mask mask(Sample sample, Seen seen, Consumer<ImageProblem> problems) {
        if (!sample.isDefective()) {
            Image image = seen.image();
            return new Mask(image.width(), image.height(), new byte[image.width() * image.height()]);
        }
        try {
            return maskOf(sample, seen);
        } catch (InputException e) {
            problems.accept(new ImageProblem(sample.image(), "counts for image scores only: " + e.getMessage()));
            return null;
        }
    }

    /** As the recipe sees it. */
    Seen image(Sample sample) {
        return preprocessing.apply(reader.read(sample.image()));
    }

    /** As the recipe sees it; null where there is none. */
    @Nullable
    Mask maskOf(Sample sample, Seen image) {
        return sample.mask() == null ? null : preprocessing.apply(reader.readMask(sample.mask()), image);
    }

    /** The map that verdicts use. */
    AnomalyMap map(Sample sample) {
        Image image = reader.read(sample.image());
        Map<ScoreMap, ScoredMap> maps = inspector.maps(image, preprocessing.apply(image));
        return Objects.requireNonNull(maps.get(recipe.score().map())).map();
    }

    private static String name(Sample sample, Map<String, Sample> taken) {
        String name = sample.kind() + "/" + sample.image().getFileName();
        return taken.containsKey(name) ? sample.image().toString() : name;
    }
}

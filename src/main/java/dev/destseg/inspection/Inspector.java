package dev.destseg.inspection;

import dev.destseg.image.Image;
import dev.destseg.image.Seen;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.checks.ImageCheck;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Judges images by a recipe: by its networks, or zone by zone. Safe between threads; closing frees the native memory of the
 * networks.
 */
public abstract sealed class Inspector implements AutoCloseable permits WholeInspector, ZonedInspector {
    /** What is only noise has a hundred thousand, which neither a journal nor a receiver could hold, and nobody looks at. */
    static final int MOST_REGIONS = 1_000;

    private final Sha256 recipe;
    private final double threshold;

    Inspector(Sha256 recipe, double threshold) {
        this.recipe = recipe;
        this.threshold = threshold;
    }

    /** With {@link Precision#AUTO}. */
    public static Inspector open(StoredRecipe stored, InferenceRuntime runtime, int threads) {
        return open(stored, runtime, threads, Precision.AUTO);
    }

    /** Without a look at whether the images of zones can be judged. */
    public static Inspector open(StoredRecipe stored, InferenceRuntime runtime, int threads, Precision precision) {
        return open(stored, runtime, threads, precision, Set.of());
    }

    /**
     * Loads the recipe's networks.
     *
     * @param threads threads that one inspection may use, at least 1
     * @param zoneChecks what is looked at of what each zone's recipe sees, where there are zones
     * @return the inspector; the caller closes it
     * @throws InputException when the recipe cannot judge, as {@link RecipeEngine#open}
     */
    static Inspector open(
            StoredRecipe stored,
            InferenceRuntime runtime,
            int threads,
            Precision precision,
            Set<ImageCheck> zoneChecks) {
        return open(stored, runtime, threads, precision, zoneChecks, GoldenShare.ALL);
    }

    /**
     * As {@link #open(StoredRecipe, InferenceRuntime, int, Precision, Set)}.
     *
     * @param judged of the golden set, to know whether a model that computes with bytes judges rightly here
     */
    static Inspector open(
            StoredRecipe stored,
            InferenceRuntime runtime,
            int threads,
            Precision precision,
            Set<ImageCheck> zoneChecks,
            GoldenShare judged) {
        RecipeDescription description = stored.recipe().description();
        return description.zones().isEmpty()
                ? WholeInspector.open(
                        stored,
                        runtime,
                        threads,
                        precision,
                        description.threshold().value(),
                        judged)
                : ZonedInspector.open(stored, runtime, threads, precision, zoneChecks, judged);
    }

    /**
     * The same for another number of threads, as {@link RecipeEngine#sharing}.
     *
     * @param own the recipe that this was opened with
     * @param check given each recipe that has networks, and what this will go on with for it
     */
    abstract Optional<Inspector> sharing(StoredRecipe own, int threads, BiConsumer<StoredRecipe, RecipeEngine> check);

    /**
     * Whether this box judges the golden set as the box that made the recipe.
     *
     * @param own the recipe that this was opened with
     * @throws InputException when there is no golden set, or it cannot be read
     */
    public ParityReport parity(StoredRecipe own) {
        return parity(GoldenSet.of(own));
    }

    /** @param golden images of the recipe that this was opened with */
    abstract ParityReport parity(GoldenSet golden);

    public abstract Preprocessing preprocessing();

    /** Judges an image of any size. What cannot be laid over the reference, and a failure of the networks, is CANNOT_JUDGE. */
    public Inspection inspect(Image image) {
        long started = System.nanoTime();
        try {
            return inspect(image, started, preprocessing().apply(image), () -> {});
        } catch (InputException unregistered) {
            return cannotJudge(unregistered.getMessage());
        }
    }

    /** Judges an image that is as {@link #preprocessing} makes it. */
    public Inspection inspectPrepared(Image prepared) {
        return inspect(prepared, System.nanoTime(), Seen.asIs(prepared), () -> {});
    }

    /**
     * @param prepared the image as {@link #preprocessing} makes it, which was begun at {@code started}
     * @param before run before each run of the networks; an {@link InputException} of it is CANNOT_JUDGE
     */
    abstract Inspection inspect(Image image, long started, Seen prepared, Runnable before);

    /**
     * All maps that there are of an image, among them the one that verdicts use, with the scores that follow from them; in the place of
     * one that says only whether there is a defect, that which says where.
     *
     * @throws NotJudgedException when the image is CANNOT_JUDGE in a zone
     * @throws InputException when the networks fail, or a map has a value outside [0, 1]
     */
    abstract Map<ScoreMap, ScoredMap> maps(Image image, Seen prepared);

    /** What is said of a part whose image cannot be had: never that it is good. */
    public Inspection cannotJudge(String reason) {
        return new Inspection(
                Verdict.CANNOT_JUDGE,
                Optional.of(reason),
                OptionalDouble.empty(),
                threshold,
                List.of(),
                Optional.empty(),
                recipe,
                Timings.NONE);
    }

    Sha256 recipe() {
        return recipe;
    }

    double threshold() {
        return threshold;
    }

    /** What it computes with: float32 or int8; auto where zones differ. */
    public abstract Precision precision();

    /** The name of the runtime that runs the networks now. */
    public abstract String runtime();

    /** Why it does not compute with the bytes that the recipe has a model for; empty when there is nothing to tell. */
    public abstract Optional<String> note();

    @Override
    public abstract void close();
}

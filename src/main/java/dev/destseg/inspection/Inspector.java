package dev.destseg.inspection;

import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.Region;
import dev.destseg.image.Regions;
import dev.destseg.image.Seen;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.ScoreDefinition;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Judges images by a recipe. Safe between threads; closing frees the native memory of the networks. */
public final class Inspector implements AutoCloseable {
    /** What is only noise has a hundred thousand, which neither a journal nor a receiver could hold, and nobody looks at. */
    private static final int MOST_REGIONS = 1_000;

    private final RecipeEngine engine;
    private final Preprocessing preprocessing;
    private final ScoreDefinition score;
    private final double threshold;
    private final Sha256 recipe;

    private Inspector(StoredRecipe stored, RecipeEngine engine) {
        RecipeDescription description = stored.recipe().description();
        this.engine = engine;
        this.preprocessing = engine.preprocessing();
        this.score = description.score();
        this.threshold = description.threshold().value();
        this.recipe = stored.recipe().digest();
    }

    /** With {@link Precision#AUTO}. */
    public static Inspector open(StoredRecipe stored, InferenceRuntime runtime, int threads) {
        return open(stored, runtime, threads, Precision.AUTO);
    }

    /**
     * Loads the recipe's networks.
     *
     * @param threads threads that one inspection may use, at least 1
     * @return the inspector; the caller closes it
     * @throws InputException when the recipe cannot judge, as {@link RecipeEngine#open}
     */
    public static Inspector open(StoredRecipe stored, InferenceRuntime runtime, int threads, Precision precision) {
        int pixels = stored.recipe().description().inputSize().width()
                * stored.recipe().description().inputSize().height();
        int highest = stored.recipe().description().score().highest();
        if (highest > pixels) {
            throw new InputException("The recipe " + stored.directory() + " cannot judge: its score takes " + highest
                    + " values of a map of " + pixels + ". Learn it again");
        }
        return new Inspector(stored, RecipeEngine.open(stored, runtime, threads, precision));
    }

    /** As {@link RecipeEngine#sharing}. */
    Optional<Inspector> sharing(StoredRecipe own, int threads, Consumer<RecipeEngine> check) {
        return engine.sharing(own, threads, check).map(other -> new Inspector(own, other));
    }

    /**
     * Whether this box judges the golden set as the box that made the recipe.
     *
     * @param own the recipe that this was opened with
     * @throws InputException when there is no golden set, or it cannot be read
     */
    public ParityReport parity(StoredRecipe own) {
        return engine.gate().check(own, GoldenSet.of(own), this);
    }

    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Judges an image of any size. What cannot be laid over the reference, and a failure of the networks, is CANNOT_JUDGE. */
    public Inspection inspect(Image image) {
        long started = System.nanoTime();
        try {
            return inspect(image, started, preprocessing.apply(image), () -> {});
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
    Inspection inspect(Image image, long started, Seen prepared, Runnable before) {
        long ready = System.nanoTime();
        try {
            AnomalyMap map = engine.scored(prepared, before);
            long run = System.nanoTime();
            Judgement judgement = judge(image, prepared, map);
            long ended = System.nanoTime();
            return new Inspection(
                    judgement.score() >= threshold ? Verdict.DEFECT : Verdict.OK,
                    Optional.empty(),
                    OptionalDouble.of(judgement.score()),
                    threshold,
                    judgement.regions(),
                    Optional.of(preprocessing.view().back(map, prepared, image.width(), image.height())),
                    recipe,
                    new Timings(between(started, ready), between(ready, run), between(run, ended)));
        } catch (InputException e) {
            return cannotJudge(e.getMessage());
        }
    }

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

    RecipeEngine engine() {
        return engine;
    }

    /** What it computes with: float32 or int8. */
    public Precision precision() {
        return engine.precision();
    }

    /** The name of the runtime that runs the networks now. */
    public String runtime() {
        return engine.runtime();
    }

    /** Why it does not compute with the bytes that the recipe has a model for; empty when there is nothing to tell. */
    public Optional<String> note() {
        return engine.note();
    }

    /** @throws InputException when the map has a value outside [0, 1] */
    Judgement judge(Image image, Seen prepared, AnomalyMap map) {
        double value = AnomalyScore.ofHighest(map, score.highest());
        List<Region> regions = Regions.of(map, (float) threshold).stream()
                .limit(MOST_REGIONS)
                .map(region -> preprocessing.inImage(region, image, prepared))
                .toList();
        return new Judgement(value, regions);
    }

    record Judgement(double score, List<Region> regions) {}

    private static Duration between(long from, long to) {
        return Duration.ofNanos(to - from);
    }

    @Override
    public void close() {
        engine.close();
    }
}

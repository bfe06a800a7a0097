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
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Judges by the networks of one recipe. */
final class WholeInspector extends Inspector {
    private final StoredRecipe stored;
    private final RecipeEngine engine;
    private final Preprocessing preprocessing;
    private final ScoreDefinition score;

    private WholeInspector(StoredRecipe stored, RecipeEngine engine, double threshold) {
        super(stored.recipe().digest(), threshold);
        this.stored = stored;
        this.engine = engine;
        this.preprocessing = engine.preprocessing();
        this.score = stored.recipe().description().score();
    }

    /**
     * @param threshold that of the recipe, or another on its scale
     * @param judged as {@link RecipeEngine#open(StoredRecipe, InferenceRuntime, int, Precision, GoldenShare)}
     */
    static WholeInspector open(
            StoredRecipe stored,
            InferenceRuntime runtime,
            int threads,
            Precision precision,
            double threshold,
            GoldenShare judged) {
        RecipeDescription description = stored.recipe().description();
        int pixels = description.inputSize().width() * description.inputSize().height();
        int highest = description.score().highest();
        if (highest > pixels) {
            throw new InputException("The recipe " + stored.directory() + " cannot judge: its score takes " + highest
                    + " values of a map of " + pixels + ". Learn it again");
        }
        return new WholeInspector(stored, RecipeEngine.open(stored, runtime, threads, precision, judged), threshold);
    }

    @Override
    Optional<Inspector> sharing(StoredRecipe own, int threads, BiConsumer<StoredRecipe, RecipeEngine> check) {
        return alsoFor(own, threads, check).map(other -> other);
    }

    /** As {@link #sharing}. */
    Optional<WholeInspector> alsoFor(StoredRecipe own, int threads, BiConsumer<StoredRecipe, RecipeEngine> check) {
        return engine.sharing(own, threads, successor -> check.accept(own, successor))
                .map(other -> new WholeInspector(own, other, threshold()));
    }

    @Override
    ParityReport parity(GoldenSet golden) {
        return engine.gate().check(stored, golden, engine);
    }

    @Override
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /**
     * What the networks gave.
     *
     * @param took the time of the run, of all images in it
     */
    record Run(RecipeEngine.Judged maps, Duration took) {}

    @Override
    Inspection inspect(Image image, long started, Seen prepared, Runnable before) {
        long ready = System.nanoTime();
        return inspect(image, prepared, between(started, ready), () -> {
            RecipeEngine.Judged maps = engine.judged(prepared, before);
            return new Run(maps, between(ready, System.nanoTime()));
        });
    }

    /** @param networks gives what they make of the image; an {@link InputException} of it is CANNOT_JUDGE */
    Inspection inspect(Image image, Seen prepared, Duration preparing, Supplier<Run> networks) {
        try {
            Run run = networks.get();
            RecipeEngine.Judged maps = run.maps();
            long begun = System.nanoTime();
            Judgement judgement = judge(image, prepared, maps);
            long ended = System.nanoTime();
            return new Inspection(
                    judgement.score() >= threshold() ? Verdict.DEFECT : Verdict.OK,
                    Optional.empty(),
                    OptionalDouble.of(judgement.score()),
                    threshold(),
                    judgement.regions(),
                    Optional.of(preprocessing.view().back(maps.locating(), prepared, image.width(), image.height())),
                    recipe(),
                    new Timings(preparing, run.took(), between(begun, ended)));
        } catch (InputException e) {
            return cannotJudge(e.getMessage());
        }
    }

    @Override
    Map<ScoreMap, ScoredMap> maps(Image image, Seen prepared) {
        Map<ScoreMap, ScoredMap> scored = new EnumMap<>(ScoreMap.class);
        Map<ScoreMap, AnomalyMap> maps = engine.maps(prepared);
        maps.forEach((name, map) -> scored.put(
                name,
                new ScoredMap(
                        Objects.requireNonNull(maps.get(name.locating())),
                        AnomalyScore.ofHighest(map, score.highest()))));
        return scored;
    }

    RecipeEngine engine() {
        return engine;
    }

    @Override
    public Precision precision() {
        return engine.precision();
    }

    @Override
    public String runtime() {
        return engine.runtime();
    }

    @Override
    public Optional<String> note() {
        return engine.note();
    }

    /** @throws InputException when a map has a value outside [0, 1] */
    Judgement judge(Image image, Seen prepared, RecipeEngine.Judged maps) {
        double value = AnomalyScore.ofHighest(maps.scored(), score.highest());
        List<Region> regions = Regions.of(maps.locating(), (float) outline(maps, value)).stream()
                .limit(MOST_REGIONS)
                .map(region -> preprocessing.inImage(region, image, prepared))
                .toList();
        return new Judgement(value, regions);
    }

    /** The threshold; where a part is defective for what is known of defects alone, that which stands out most has an outline. */
    private double outline(RecipeEngine.Judged maps, double value) {
        return maps.scored() == maps.locating() || value < threshold()
                ? threshold()
                : Math.min(threshold(), AnomalyScore.ofHighest(maps.locating(), score.highest()));
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

package dev.destseg.inspection;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.Seen;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.Model;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.InstantModel;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A recipe's networks, loaded. Safe between threads; closing frees the native memory. */
public final class RecipeEngine implements AutoCloseable {
    private final Preprocessing preprocessing;
    private final Networks networks;
    private final ScoreMap scoreMap;
    private final Precision precision;
    private final ParityGate gate;
    private final Optional<String> note;
    private final Map<ScoreMap, String> outputs;
    /** The one that verdicts use. */
    private final Map<ScoreMap, String> scored;
    /** That one, and the one that says where a defect lies. */
    private final Map<ScoreMap, String> judged;

    /** @param note why this is not what the recipe would allow */
    private RecipeEngine(
            StoredRecipe stored, Engine engine, Precision precision, ParityGate gate, Optional<String> note) {
        RecipeDescription recipe = stored.recipe().description();
        this.preprocessing = Preprocessing.of(stored);
        this.networks = new Networks(engine, recipe.inputSize());
        this.scoreMap = recipe.score().map();
        this.precision = precision;
        this.gate = gate;
        this.note = note;
        this.outputs = new EnumMap<>(Map.of(
                ScoreMap.SEGMENTATION, DeStSeg.ANOMALY_MAP,
                ScoreMap.DEST, DeStSeg.DEST_MAP,
                ScoreMap.MEMORY, InstantModel.MEMORY_MAP,
                ScoreMap.KNOWN, InstantModel.KNOWN_MAP));
        this.scored = Map.of(scoreMap, Objects.requireNonNull(outputs.get(scoreMap)));
        this.judged = new EnumMap<>(scored);
        judged.put(scoreMap.locating(), Objects.requireNonNull(outputs.get(scoreMap.locating())));
    }

    /**
     * What an image is judged by. Mostly both are the same.
     *
     * @param scored the map that the score follows from
     * @param locating the map that says where a defect lies
     */
    public record Judged(AnomalyMap scored, AnomalyMap locating) {}

    /** With {@link Precision#AUTO}. */
    public static RecipeEngine open(StoredRecipe stored, InferenceRuntime runtime, int threads) {
        return open(stored, runtime, threads, Precision.AUTO);
    }

    /**
     * Loads the networks and runs them once on a black image, so that a recipe that cannot judge is refused here.
     *
     * @param threads threads that one run may use, at least 1
     * @return the engine; the caller closes it
     * @throws InputException when the model was changed, cannot be loaded, does not give the maps of a recipe, or has not
     *     the precision asked for
     */
    public static RecipeEngine open(StoredRecipe stored, InferenceRuntime runtime, int threads, Precision precision) {
        return open(stored, runtime, threads, precision, GoldenShare.ALL);
    }

    /** @param judged of the golden set, to know whether a model that computes with bytes judges rightly here */
    static RecipeEngine open(
            StoredRecipe stored, InferenceRuntime runtime, int threads, Precision precision, GoldenShare judged) {
        return new PrecisionChoice(stored, runtime, threads, judged).open(precision);
    }

    /**
     * Loads other networks in place of the recipe's, to compare them.
     *
     * @param model ONNX bytes that give the same maps
     * @return the engine; the caller closes it
     * @throws InputException when the model cannot be loaded or does not give the map that verdicts use
     */
    public static RecipeEngine trial(StoredRecipe stored, byte[] model, InferenceRuntime runtime, int threads) {
        Engine engine = runtime.load(model, threads);
        return opened(stored, engine, Precision.FLOAT32, ParityGate.DEFAULT, Optional.empty());
    }

    /**
     * Another engine for the recipe's networks, to be compared.
     *
     * @param engine stays the caller's, also when this is refused
     * @throws InputException when it does not give the map that verdicts use
     */
    static RecipeEngine around(StoredRecipe stored, Engine engine) {
        RecipeEngine opened = new RecipeEngine(stored, engine, Precision.FLOAT32, ParityGate.DEFAULT, Optional.empty());
        opened.probe();
        return opened;
    }

    /**
     * Around an engine, which it takes over, also when this fails.
     *
     * @param gate what has to agree with the golden set within it
     * @param note why this is not what the recipe would allow
     * @throws InputException when it does not give the map that verdicts use
     */
    static RecipeEngine opened(
            StoredRecipe stored, Engine engine, Precision precision, ParityGate gate, Optional<String> note) {
        try {
            RecipeEngine opened = new RecipeEngine(stored, engine, precision, gate, note);
            opened.probe(stored);
            return opened;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    private void probe(StoredRecipe stored) {
        try {
            probe();
        } catch (InputException e) {
            throw new InputException(
                    "The recipe " + stored.directory() + " cannot judge: " + e.getMessage() + ". Learn it again", e);
        }
    }

    /**
     * The same networks for another number of threads, with weights that lie in memory once for both.
     *
     * @param stored that this was opened with
     * @param check given what this will go on with; what it throws prevents that
     * @return closed by the caller; empty where weights cannot be shared, so that networks are to be opened again
     * @throws InputException when the model was changed, or of the check
     */
    Optional<RecipeEngine> sharing(StoredRecipe stored, int threads, Consumer<RecipeEngine> check) {
        Model model = new RecipeModel(stored, precision == Precision.INT8 ? Recipe.INT8_MODEL : Recipe.MODEL);
        return networks.sharing(model, threads, engine -> {
                    RecipeEngine successor = new RecipeEngine(stored, engine, precision, gate, note);
                    successor.probe();
                    check.accept(successor);
                })
                .map(engine -> opened(stored, engine, precision, gate, note));
    }

    /** What it computes with: float32 or int8. */
    public Precision precision() {
        return precision;
    }

    /** The name of the runtime that runs the networks now. */
    public String runtime() {
        return networks.runtime();
    }

    /** As {@link Engine#gainsFromBatches}. */
    boolean gainsFromBatches() {
        return networks.gainsFromBatches();
    }

    /** Why it does not compute with the bytes that the recipe has a model for; empty when there is nothing to tell. */
    public Optional<String> note() {
        return note;
    }

    /** What this has to agree with the golden set within. */
    ParityGate gate() {
        return gate;
    }

    private void probe() {
        Map<String, Tensor> results = networks.probe();
        judged.forEach((map, output) -> {
            if (!results.containsKey(output)) {
                throw new InputException(
                        "The graph has no output " + output + ", the " + map.label() + " map that verdicts use");
            }
        });
        outputs.values().removeIf(name -> !results.containsKey(name));
        Map<ScoreMap, AnomalyMap> maps = networks.maps(results, 1, outputs).get(0);
        // A recipe without a segmentation network gives the DeST map under both names.
        boolean same = Arrays.equals(values(maps, ScoreMap.SEGMENTATION), values(maps, ScoreMap.DEST));
        if (same && scoreMap == ScoreMap.DEST) {
            outputs.remove(ScoreMap.SEGMENTATION);
        }
    }

    private static float[] values(Map<ScoreMap, AnomalyMap> maps, ScoreMap map) {
        AnomalyMap found = maps.get(map);
        return found == null ? new float[0] : found.values();
    }

    /** What the networks see of an image. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /**
     * The maps of an image as {@link #preprocessing} makes it, at its size; where the recipe judges in pieces, or does not look,
     * put together and blackened accordingly.
     *
     * @return the maps that the graph gives; their values are as the networks give them
     * @throws InputException when the networks fail
     */
    public Map<ScoreMap, AnomalyMap> maps(Seen prepared) {
        return maps(prepared, () -> {}, outputs);
    }

    private Map<ScoreMap, AnomalyMap> maps(Seen prepared, Runnable before, Map<ScoreMap, String> wanted) {
        return preprocessing.view().maps(prepared, pieces -> {
            before.run();
            return networks.run(pieces, wanted);
        });
    }

    /** The map that verdicts use, of an image as {@link #preprocessing} makes it. */
    public AnomalyMap scored(Seen prepared) {
        return Objects.requireNonNull(maps(prepared, () -> {}, scored).get(scoreMap));
    }

    /** What an image as {@link #preprocessing} makes it is judged by. */
    public Judged judged(Seen prepared) {
        return judged(prepared, () -> {});
    }

    /** @param before run before each run of the networks; what it throws ends this */
    Judged judged(Seen prepared, Runnable before) {
        return judged(maps(prepared, before, judged));
    }

    /** Of each image; the networks see them together where each is one piece. */
    List<Judged> judged(List<Seen> prepared) {
        if (preprocessing.view().isPlain()) {
            List<Image> pieces = prepared.stream().map(Seen::image).toList();
            return networks.run(pieces, judged).stream().map(this::judged).toList();
        }
        return prepared.stream().map(this::judged).toList();
    }

    private Judged judged(Map<ScoreMap, AnomalyMap> maps) {
        return new Judged(
                Objects.requireNonNull(maps.get(scoreMap)), Objects.requireNonNull(maps.get(scoreMap.locating())));
    }

    /** The map that verdicts use, of a piece of the recipe's input size, as the networks give it. */
    public AnomalyMap scoredPiece(Image piece) {
        return Objects.requireNonNull(
                networks.run(List.of(piece), scored).get(0).get(scoreMap));
    }

    @Override
    public void close() {
        networks.close();
    }
}

package dev.destseg.training;

import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.evaluation.ThresholdChoice;
import dev.destseg.graph.Reductions;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Reference;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Seen;
import dev.destseg.image.Tiles;
import dev.destseg.image.View;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.Light;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.GoodTraits;
import dev.destseg.recipe.InputSize;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.Registration;
import dev.destseg.recipe.Requirements;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import dev.destseg.recipe.Tiling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Makes a recipe of learned parameters: exports the graph, judges the good images held back, chooses the map that
 * gives verdicts and the threshold, and records the golden set.
 */
public final class RecipeAssembly {
    private static final int GOLDEN_GOOD = 2;
    private static final String LEARNED_MORE =
            " They were judged by what was learned without them; the recipe has learned from them too.";

    private final LearnedModel model;
    private final byte[] onnx;
    private final Engine engine;
    private final GoodJudgement judgement;
    private final boolean learnedMore;

    private RecipeAssembly(
            LearnedModel model, byte[] onnx, Engine engine, GoodJudgement judgement, boolean learnedMore) {
        this.model = model;
        this.onnx = onnx;
        this.engine = engine;
        this.judgement = judgement;
        this.learnedMore = learnedMore;
    }

    /**
     * The good images that the threshold is chosen from.
     *
     * @param image what is seen of an image
     * @param view what that is
     * @param heldBack whether they were kept out of training; if not, the threshold makes no claim
     */
    public record GoodImages(int count, IntFunction<Seen> image, View view, boolean heldBack) {
        public static GoodImages of(ImageCache images, boolean heldBack) {
            return new GoodImages(images.samples().size(), images::whole, images.view(), heldBack);
        }

        /** A piece of an image, as the networks take it; of one near the middle of the first, and so on. */
        Image piece(int number) {
            return view.part(image.apply(number).image(), (view.parts() / 2 + number) % view.parts());
        }
    }

    /**
     * Writes the recipe.
     *
     * @param name of the product
     * @param synthesizer makes the defective image of the golden set
     * @param target the recipe's directory
     */
    public static StoredRecipe write(
            LearnedModel model,
            InferenceRuntime runtime,
            int threads,
            GoodImages good,
            Synthesizer synthesizer,
            String name,
            Provenance provenance,
            Path target,
            RecipeWriter.Existing existing) {
        byte[] onnx = OnnxWriter.write(Reductions.of(model.graph()));
        try (Engine engine = runtime.load(onnx, threads)) {
            GoodJudgement judgement = GoodJudgement.of(model, engine, good, synthesizer);
            return new RecipeAssembly(model, onnx, engine, judgement, false)
                    .write(good, synthesizer, name, provenance, target, existing);
        }
    }

    /**
     * Writes a recipe whose model has learned from the judged good images too, after others had judged them for the threshold.
     *
     * @param judgement of models that had not learned from the images they judged
     */
    public static StoredRecipe write(
            LearnedModel model,
            GoodJudgement judgement,
            InferenceRuntime runtime,
            int threads,
            GoodImages good,
            Synthesizer synthesizer,
            String name,
            Provenance provenance,
            Path target,
            RecipeWriter.Existing existing) {
        byte[] onnx = OnnxWriter.write(Reductions.of(model.graph()));
        try (Engine engine = runtime.load(onnx, threads)) {
            return new RecipeAssembly(model, onnx, engine, judgement, true)
                    .write(good, synthesizer, name, provenance, target, existing);
        }
    }

    private StoredRecipe write(
            GoodImages good,
            Synthesizer synthesizer,
            String name,
            Provenance provenance,
            Path target,
            RecipeWriter.Existing existing) {
        double[] scores =
                judgement.scores().stream().mapToDouble(Double::doubleValue).toArray();
        Map<String, Content> contents = new TreeMap<>();
        contents.put(Recipe.MODEL, Content.of(onnx));
        contents.put(
                Recipe.CHECKPOINT,
                new Checkpoint(new TreeMap<>(), new TreeMap<>(model.parameters().tensors())).content());
        good.view().ignored().ifPresent(mask -> contents.put(Recipe.IGNORED, Content.of(ImageWriter.png(mask))));
        good.view()
                .reference()
                .ifPresent(over -> contents.put(Recipe.REFERENCE, Content.of(ImageWriter.png(over.picture()))));
        List<GoldenImage> golden = golden(good, synthesizer, contents);
        RecipeDescription description = new RecipeDescription(
                name,
                "1",
                model.profile(),
                new InputSize(model.inputSize(), model.inputSize()),
                Optional.of(good.view().region()).filter(region -> !region.equals(RegionOfInterest.ALL)),
                tiling(good.view().tiles()),
                good.view().reference().map(RecipeAssembly::registration),
                good.view().size().resampling(),
                threshold(scores, good.heldBack()),
                judgement.score(),
                golden,
                Optional.of(traits(Light.in(provenance.settings()), scores, good.heldBack())),
                Optional.empty(),
                Requirements.NONE,
                withChoice(provenance));
        return RecipeWriter.write(description, contents, target, existing);
    }

    private static Registration registration(Reference over) {
        return new Registration(over.degrees(), over.shift(), over.similarity());
    }

    private static Optional<Tiling> tiling(Tiles tiles) {
        return tiles.count() == 1
                ? Optional.empty()
                : Optional.of(new Tiling(new InputSize(tiles.width(), tiles.height()), tiles.overlap()));
    }

    /** Images that were learned from score lower than others, so that their scores say nothing of what is to come. */
    private GoodTraits traits(Light light, double[] scores, boolean heldBack) {
        GoodTraits traits = GoodTraits.of(light, judgement.looks());
        return heldBack ? traits.withScores(scores) : traits;
    }

    private AnomalyMap judge(Image piece) {
        return model.maps(engine, List.of(piece)).get(0).get(judgement.score().map());
    }

    private Provenance withChoice(Provenance provenance) {
        SortedMap<String, Double> metrics = new TreeMap<>(provenance.metrics());
        metrics.putAll(judgement.choice().metrics());
        return new Provenance(
                provenance.data(),
                provenance.seed(),
                provenance.steps(),
                provenance.settings(),
                metrics,
                provenance.toolVersion(),
                provenance.parent(),
                provenance.teacher(),
                provenance.created());
    }

    private Threshold threshold(double[] scores, boolean heldBack) {
        ThresholdChoice chosen = ThresholdChoice.fromGood(scores);
        if (!heldBack) {
            return new Threshold(
                    chosen.threshold(),
                    "training-images",
                    "No good image was held back; the threshold lies just above the scores of those learned from and"
                            + " promises nothing. Hold some back, of more good images if there are too few.",
                    scores.length,
                    OptionalDouble.empty(),
                    OptionalDouble.empty());
        }
        Double bound = chosen.falseRejectBound();
        Double confidence = chosen.confidence();
        return new Threshold(
                chosen.threshold(),
                "good-images",
                chosen.explanation() + (learnedMore ? LEARNED_MORE : ""),
                scores.length,
                bound == null ? OptionalDouble.empty() : OptionalDouble.of(bound),
                confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence));
    }

    private List<GoldenImage> golden(GoodImages good, Synthesizer synthesizer, Map<String, Content> contents) {
        List<GoldenImage> golden = new ArrayList<>();
        for (int i = 0; i < Math.min(GOLDEN_GOOD, good.count()); i++) {
            golden.add(golden("good-" + i, good.piece(i), contents));
        }
        Image corrupted = synthesizer.sample(good.piece(0), -1).corrupted();
        golden.add(golden("corrupted", corrupted, contents));
        return golden;
    }

    private GoldenImage golden(String stem, Image image, Map<String, Content> contents) {
        AnomalyMap map = judge(image);
        String picture = Recipe.GOLDEN_PREFIX + stem + ".png";
        String expected = Recipe.GOLDEN_PREFIX + stem + ".f32";
        ByteBuffer bytes = ByteBuffer.allocate(4 * map.values().length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(map.values());
        contents.put(picture, Content.of(ImageWriter.png(image)));
        contents.put(expected, Content.of(bytes.array()));
        return new GoldenImage(
                picture, expected, AnomalyScore.ofHighest(map, judgement.score().highest()));
    }
}

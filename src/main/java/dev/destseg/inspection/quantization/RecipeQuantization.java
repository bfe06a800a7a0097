package dev.destseg.inspection.quantization;

import dev.destseg.dataset.GoodSplit;
import dev.destseg.dataset.Sample;
import dev.destseg.dataset.synthesis.ProceduralTextures;
import dev.destseg.dataset.synthesis.ProductRotation;
import dev.destseg.dataset.synthesis.SynthesisSettings;
import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.graph.Graph;
import dev.destseg.graph.Reductions;
import dev.destseg.image.Image;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.Preprocessing;
import dev.destseg.inspection.RecipeEngine;
import dev.destseg.inspection.quantization.Calibrated.Way;
import dev.destseg.inspection.quantization.QuantizationReport.Golden;
import dev.destseg.inspection.quantization.QuantizationReport.Pair;
import dev.destseg.onnx.OnnxReader;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** From a recipe with a model in float to one with a model in bytes besides. Used by one thread. */
public final class RecipeQuantization {
    /** Layers that go back to float at first; twice as many at each attempt, up to the last number. */
    private static final int FIRST_IN_FLOAT = 4;

    private static final int MOST_IN_FLOAT = 16;

    private static final double USUAL_SHARE = 0.15;

    private final QuantizationRequest request;
    private final RecipeDescription description;
    private final InferenceRuntime runtime;
    private final QuantizationListener listener;
    private final ProductImages images;
    private final List<ValidationCase> cases;
    private final boolean synthetic;
    private final List<Sample> training;

    /** A model with bytes and what is to be said of it. */
    public record Quantized(QuantizationReport report, byte[] model) {}

    /**
     * Looks through the images that are to be compared on.
     *
     * @throws InputException when the data set has too few that can be used
     */
    public RecipeQuantization(QuantizationRequest request, InferenceRuntime runtime, QuantizationListener listener) {
        this.request = request;
        this.description = request.recipe().recipe().description();
        this.runtime = runtime;
        this.listener = listener;
        this.images = new ProductImages(Preprocessing.of(request.recipe()), listener);
        if (request.dataset().train().isEmpty()) {
            throw new InputException("The data set " + request.dataset().name()
                    + " has no good images to calibrate on; put them into train/good");
        }
        long seed = description.provenance().seed();
        GoodSplit split = GoodSplit.of(request.dataset().train(), heldBack(description), seed);
        this.training = split.training();
        List<Sample> test = images.usable(request.dataset().test());
        ValidationCases validation = new ValidationCases(images);
        this.synthetic = !ValidationCases.suffices(test);
        this.cases = synthetic ? validation.ofGood(images.usable(split.validation()), seed) : validation.ofTest(test);
    }

    /** The share that was held back when the recipe was learned, so that the same images are held back here. */
    private static double heldBack(RecipeDescription description) {
        try {
            double share = Double.parseDouble(
                    description.provenance().settings().getOrDefault("validation_share", Double.toString(USUAL_SHARE)));
            return share > 0 && share < 1 ? share : USUAL_SHARE;
        } catch (NumberFormatException unknown) {
            return USUAL_SHARE;
        }
    }

    /**
     * Quantises and compares.
     *
     * @return the model, and whether it may judge
     * @throws InputException when the recipe's networks cannot be quantised, or no good image can be used
     */
    public Quantized run() {
        StoredRecipe recipe = request.recipe();
        byte[] floats = recipe.bytes(Recipe.MODEL);
        Graph graph =
                Reductions.of(OnnxReader.read(floats, recipe.path(Recipe.MODEL).toString()));
        List<Image> seen = calibrationImages();
        Calibrated calibrated = Calibrated.on(seen, graph, recipe, runtime, request.threads(), listener);
        try (RecipeEngine inFloat = RecipeEngine.trial(recipe, floats, runtime, request.threads())) {
            return firstUsable(calibrated, inFloat, seen.size(), floats.length);
        }
    }

    private Quantized firstUsable(Calibrated calibrated, RecipeEngine inFloat, int seen, int bytesInFloat) {
        Quantized last = attempt(calibrated, List.of(), inFloat, seen, bytesInFloat);
        if (last.report().usable()) {
            return last;
        }
        List<String> ranked = calibrated.mostSensitiveFirst(last.report().method(), listener);
        for (int count = FIRST_IN_FLOAT; count <= MOST_IN_FLOAT && count < ranked.size(); count *= 2) {
            listener.said(
                    String.join("; ", last.report().refusals()) + ". Trying with " + count + " layers more in float");
            last = attempt(calibrated, ranked.subList(0, count), inFloat, seen, bytesInFloat);
            if (last.report().usable()) {
                return last;
            }
        }
        return last;
    }

    private Quantized attempt(
            Calibrated calibrated, List<String> back, RecipeEngine inFloat, int seen, int bytesInFloat) {
        Set<String> kept = Set.copyOf(back);
        Way way = calibrated.nearest(request.methods(), kept, listener);
        byte[] model = calibrated.model(way, kept);
        try (RecipeEngine inBytes = RecipeEngine.trial(request.recipe(), model, runtime, request.threads())) {
            SideBySide both = new SideBySide(request.recipe(), inFloat, inBytes);
            Deviation deviation =
                    both.deviation(cases, done -> listener.advanced("Comparing with float", done, cases.size()));
            Golden golden = both.golden();
            QuantizationReport report = new QuantizationReport(
                    way.method(),
                    way.corrected(),
                    seen,
                    images.skipped(),
                    calibrated.layers() - back.size(),
                    back,
                    deviation,
                    synthetic,
                    golden,
                    new Pair(bytesInFloat, model.length),
                    both.milliseconds(cases.get(0).look().get().image()),
                    QualityGate.refusals(deviation, golden));
            return new Quantized(report, model);
        }
    }

    /**
     * Writes the recipe with its model in bytes.
     *
     * @param quantized that may judge
     * @param target the new recipe's directory
     * @throws InputException when the target may not be replaced
     */
    public StoredRecipe write(Quantized quantized, Instant created, Path target, Existing existing) {
        if (!quantized.report().usable()) {
            throw new IllegalArgumentException("A model that may not judge does not go into a recipe");
        }
        return RecipeWriter.writeWithInt8(
                request.recipe(), quantized.report().described(), quantized.model(), created, target, existing);
    }

    private List<Image> calibrationImages() {
        Synthesizer synthesizer = new Synthesizer(
                SynthesisSettings.standard(ProductRotation.NONE),
                ProceduralTextures.all(),
                description.provenance().seed());
        return new CalibrationImages(training, images, synthesizer).chosen(request.images());
    }
}

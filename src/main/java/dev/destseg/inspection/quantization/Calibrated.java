package dev.destseg.inspection.quantization;

import dev.destseg.graph.Graph;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.RecipeEngine;
import dev.destseg.network.DeStSeg;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.quantization.Calibration;
import dev.destseg.quantization.Equalization;
import dev.destseg.quantization.QuantizationPlan;
import dev.destseg.quantization.Quantizer;
import dev.destseg.quantization.RangeMethod;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recipe's graph that was looked at while it judged images, and what becomes of its maps when parts of it compute with
 * bytes. Used by one thread.
 */
final class Calibrated {
    /** A few images tell which of several models is nearer. */
    private static final int COMPARED = 8;

    private static final int COMPARED_BY_LAYER = 4;

    /** So many show which channels are large. */
    private static final int ROUGH = 8;

    private final StoredRecipe recipe;
    private final InferenceRuntime runtime;
    private final int threads;
    private final Graph graph;
    private final QuantizationPlan whole;
    private final Calibration calibration;
    private final List<Image> compared;
    private final List<AnomalyMap> expected = new ArrayList<>();

    /** How a model with bytes is made. */
    record Way(RangeMethod method, boolean corrected) {}

    private Calibrated(StoredRecipe recipe, InferenceRuntime runtime, int threads, Graph graph, List<Image> images) {
        this.recipe = recipe;
        this.runtime = runtime;
        this.threads = threads;
        this.graph = graph;
        this.whole = QuantizationPlan.of(graph, Set.of());
        this.calibration = new Calibration(whole);
        this.compared = images.subList(0, Math.min(COMPARED, images.size()));
    }

    /**
     * @param images of the recipe's input size, good ones and others in turn
     * @throws InputException when the graph has nothing that could compute with bytes, or computes no numbers
     */
    static Calibrated on(
            List<Image> images,
            Graph graph,
            StoredRecipe recipe,
            InferenceRuntime runtime,
            int threads,
            QuantizationListener listener) {
        Calibrated rough =
                new Calibrated(recipe, runtime, threads, graph, images.subList(0, Math.min(ROUGH, images.size())));
        if (rough.whole.layers().isEmpty()) {
            throw new InputException("The networks of " + recipe.directory()
                    + " have no convolution that could compute with bytes; there is nothing to quantise");
        }
        rough.observe(rough.compared, listener);
        Graph equalized = Equalization.equalize(rough.whole, rough.calibration);
        Calibrated calibrated = new Calibrated(recipe, runtime, threads, equalized, images);
        calibrated.observe(images, listener);
        return calibrated;
    }

    private void observe(List<Image> images, QuantizationListener listener) {
        try (Engine engine = runtime.load(OnnxWriter.write(calibration.observed()), threads)) {
            for (int i = 0; i < images.size(); i++) {
                calibration.observe(engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(images.get(i)))));
                listener.advanced("Looking at the networks", i + 1, images.size());
            }
            for (byte level : new byte[] {0, (byte) 255}) {
                Image first = images.get(0);
                byte[] rgb = new byte[first.rgb().length];
                Arrays.fill(rgb, level);
                Image plain = new Image(first.width(), first.height(), rgb);
                calibration.observeExtreme(engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(plain))));
            }
        } catch (IllegalArgumentException e) {
            throw new InputException("The recipe " + recipe.directory() + " cannot be quantised: " + e.getMessage(), e);
        }
        try (RecipeEngine engine = RecipeEngine.trial(recipe, OnnxWriter.write(graph), runtime, threads)) {
            compared.forEach(image -> expected.add(engine.scoredPiece(image)));
        }
    }

    int layers() {
        return whole.layers().size();
    }

    byte[] model(Way way, Set<String> inFloat) {
        QuantizationPlan plan = QuantizationPlan.of(graph, inFloat);
        return OnnxWriter.write(Quantizer.quantize(plan, calibration, way.method(), way.corrected()));
    }

    /** The way that moves the maps least while some layers stay in float. */
    Way nearest(List<RangeMethod> methods, Set<String> inFloat, QuantizationListener listener) {
        List<Way> ways = methods.stream()
                .flatMap(method -> List.of(new Way(method, false), new Way(method, true)).stream())
                .toList();
        Way best = ways.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < ways.size(); i++) {
            double distance = distance(model(ways.get(i), inFloat), compared.size());
            if (distance < least) {
                least = distance;
                best = ways.get(i);
            }
            listener.advanced("Choosing the calibration", i + 1, ways.size());
        }
        return best;
    }

    /** The layers, that which moves the maps most when it alone computes with bytes first. */
    List<String> mostSensitiveFirst(RangeMethod method, QuantizationListener listener) {
        Way way = new Way(method, false);
        List<String> layers = whole.layers();
        Map<String, Double> distances = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            Set<String> others = new HashSet<>(layers);
            others.remove(layers.get(i));
            distances.put(layers.get(i), distance(model(way, others), COMPARED_BY_LAYER));
            listener.advanced("Looking for sensitive layers", i + 1, layers.size());
        }
        List<String> ranked = new ArrayList<>(new LinkedHashSet<>(layers));
        ranked.sort(Comparator.<String>comparingDouble(distances::get).reversed());
        return ranked;
    }

    /** Root mean square of the difference of the maps; infinite where they are none. */
    private double distance(byte[] model, int most) {
        double squares = 0;
        int count = Math.min(most, compared.size());
        try (RecipeEngine engine = RecipeEngine.trial(recipe, model, runtime, threads)) {
            for (int i = 0; i < count; i++) {
                float[] found = engine.scoredPiece(compared.get(i)).values();
                float[] wanted = expected.get(i).values();
                double sum = 0;
                for (int pixel = 0; pixel < found.length; pixel++) {
                    double difference = found[pixel] - wanted[pixel];
                    sum += difference * difference;
                }
                squares += sum / found.length;
            }
        }
        return Double.isNaN(squares) ? Double.POSITIVE_INFINITY : Math.sqrt(squares / count);
    }
}

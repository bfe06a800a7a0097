package dev.destseg.inspection;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.InstantModel;
import dev.destseg.recipe.InputSize;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A recipe's networks, loaded. Safe between threads; closing frees the native memory. */
public final class RecipeEngine implements AutoCloseable {
    private final InputSize size;
    private final Engine engine;
    private final Map<ScoreMap, String> outputs;

    private RecipeEngine(InputSize size, Engine engine) {
        this.size = size;
        this.engine = engine;
        this.outputs = new EnumMap<>(Map.of(
                ScoreMap.SEGMENTATION, DeStSeg.ANOMALY_MAP,
                ScoreMap.DEST, DeStSeg.DEST_MAP,
                ScoreMap.MEMORY, InstantModel.MEMORY_MAP));
    }

    /**
     * Loads the networks and runs them once on a black image, so that a recipe that cannot judge is refused here.
     *
     * @param threads threads that one run may use, at least 1
     * @return the engine; the caller closes it
     * @throws InputException when the model was changed, cannot be loaded, or does not give the maps of a recipe
     */
    public static RecipeEngine open(StoredRecipe stored, InferenceRuntime runtime, int threads) {
        byte[] model = stored.bytes(Recipe.MODEL);
        InputSize size = stored.recipe().description().inputSize();
        RecipeEngine opened = new RecipeEngine(size, runtime.load(model, threads));
        try {
            opened.probe(stored.recipe().description().score().map());
            return opened;
        } catch (InputException e) {
            opened.close();
            throw new InputException(
                    "The recipe " + stored.directory() + " cannot judge: " + e.getMessage() + ". Learn it again", e);
        }
    }

    private void probe(ScoreMap scored) {
        Image black = new Image(size.width(), size.height(), new byte[3 * size.width() * size.height()]);
        Map<String, Tensor> results = engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(black)));
        if (!results.containsKey(outputs.get(scored))) {
            throw new InputException("The graph has no output " + outputs.get(scored) + ", the " + scored.label()
                    + " map that verdicts use");
        }
        outputs.values().removeIf(name -> !results.containsKey(name));
        Map<ScoreMap, AnomalyMap> maps = maps(List.of(black)).get(0);
        // A recipe without a segmentation network gives the DeST map under both names.
        boolean same = Arrays.equals(values(maps, ScoreMap.SEGMENTATION), values(maps, ScoreMap.DEST));
        if (same && scored == ScoreMap.DEST) {
            outputs.remove(ScoreMap.SEGMENTATION);
        }
    }

    private static float[] values(Map<ScoreMap, AnomalyMap> maps, ScoreMap map) {
        AnomalyMap found = maps.get(map);
        return found == null ? new float[0] : found.values();
    }

    /**
     * The maps of each image, at input size.
     *
     * @param images of the recipe's input size, see {@link Preprocessing}; at least one
     * @return for each image the maps that the graph gives; their values
     *     are as the networks give them
     * @throws InputException when the networks fail
     */
    public List<Map<ScoreMap, AnomalyMap>> maps(List<Image> images) {
        return maps(ImageTensors.of(images));
    }

    List<Map<ScoreMap, AnomalyMap>> maps(ByteTensor images) {
        Map<String, Tensor> results = engine.run(Map.of(DeStSeg.IMAGE, images));
        int count = images.shape().extent(0);
        List<Map<ScoreMap, AnomalyMap>> maps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<ScoreMap, AnomalyMap> each = new EnumMap<>(ScoreMap.class);
            for (Map.Entry<ScoreMap, String> output : outputs.entrySet()) {
                each.put(output.getKey(), map(results, output.getValue(), i, count));
            }
            maps.add(each);
        }
        return maps;
    }

    private AnomalyMap map(Map<String, Tensor> results, String name, int index, int count) {
        Shape expected = Shape.of(count, 1, size.height(), size.width());
        if (!(results.get(name) instanceof FloatTensor tensor)
                || !tensor.shape().equals(expected)) {
            throw new InputException("The graph has no output " + name + " of shape " + expected);
        }
        int pixels = size.width() * size.height();
        float[] values =
                count == 1 ? tensor.data() : Arrays.copyOfRange(tensor.data(), index * pixels, (index + 1) * pixels);
        return new AnomalyMap(size.width(), size.height(), values);
    }

    @Override
    public void close() {
        engine.close();
    }
}

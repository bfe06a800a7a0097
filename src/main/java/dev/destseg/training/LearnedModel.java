package dev.destseg.training;

import dev.destseg.graph.Graph;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.inference.Engine;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Memories;
import dev.destseg.network.Parameters;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was learned, ready to become a recipe.
 *
 * @param profile its name
 * @param inputSize height and width of the images that the graph takes
 * @param graph that judges
 * @param outputs the maps that it gives and that may give verdicts, by the names of its outputs
 * @param parameters to go on learning from
 */
public record LearnedModel(
        String profile, int inputSize, Graph graph, Map<ScoreMap, String> outputs, Parameters parameters) {
    public LearnedModel {
        outputs = Collections.unmodifiableMap(new EnumMap<>(outputs));
    }

    /** @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape */
    public static LearnedModel of(DeStSeg model, Parameters parameters) {
        Map<ScoreMap, String> outputs = model.profile().segmentation()
                ? Map.of(ScoreMap.SEGMENTATION, DeStSeg.ANOMALY_MAP, ScoreMap.DEST, DeStSeg.DEST_MAP)
                : Map.of(ScoreMap.DEST, DeStSeg.DEST_MAP);
        return new LearnedModel(
                model.profile().name(), model.profile().inputSize(), model.inference(parameters), outputs, parameters);
    }

    /**
     * The maps of each image.
     *
     * @param engine of {@link #graph}; stays the caller's
     * @param images of the input size
     */
    public List<Map<ScoreMap, AnomalyMap>> maps(Engine engine, List<Image> images) {
        Map<String, Tensor> given = engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(images)));
        int pixels = inputSize * inputSize;
        List<Map<ScoreMap, AnomalyMap>> maps = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Map<ScoreMap, AnomalyMap> each = new EnumMap<>(ScoreMap.class);
            int from = i * pixels;
            outputs.forEach((map, name) -> {
                float[] values = ((FloatTensor) given.get(name)).data();
                float[] own = images.size() == 1 ? values : Arrays.copyOfRange(values, from, from + pixels);
                each.put(map, new AnomalyMap(inputSize, inputSize, own));
            });
            maps.add(each);
        }
        return maps;
    }

    /**
     * @param state what the memories need to take further images in
     * @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape
     */
    public static LearnedModel of(InstantModel model, Memories memories, Parameters state) {
        Map<ScoreMap, String> outputs = model.knows(memories)
                ? Map.of(ScoreMap.KNOWN, InstantModel.KNOWN_MAP)
                : Map.of(ScoreMap.MEMORY, InstantModel.MEMORY_MAP);
        return new LearnedModel(InstantModel.PROFILE, model.inputSize(), model.inference(memories), outputs, state);
    }
}

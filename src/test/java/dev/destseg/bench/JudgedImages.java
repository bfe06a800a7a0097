package dev.destseg.bench;

import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.Sample;
import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.evaluation.EvaluationAccumulator;
import dev.destseg.evaluation.Metrics;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Mask;
import dev.destseg.image.Seen;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.RecipeEngine;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Maps of some images by a recipe; those that give verdicts unless others are asked for. */
record JudgedImages(Map<Sample, AnomalyMap> maps, Map<Sample, Mask> masks) {
    private static final int THREADS = 2;

    static JudgedImages by(StoredRecipe recipe, List<Sample> samples) {
        return by(recipe, recipe.recipe().description().score().map(), samples);
    }

    static JudgedImages by(StoredRecipe recipe, ScoreMap map, List<Sample> samples) {
        ImageLoader loader = new ImageLoader(new ImageReader(), recipe.view());
        Map<Sample, AnomalyMap> maps = new LinkedHashMap<>();
        Map<Sample, Mask> masks = new LinkedHashMap<>();
        try (RecipeEngine engine = RecipeEngine.open(recipe, new OnnxRuntime(), THREADS)) {
            for (Sample sample : samples) {
                Seen image = loader.image(sample);
                maps.put(sample, Objects.requireNonNull(engine.maps(image).get(map)));
                masks.put(sample, loader.mask(sample));
            }
        }
        return new JudgedImages(maps, masks);
    }

    /** Of some of the images. */
    Metrics figures(List<Sample> samples) {
        EvaluationAccumulator figures = new EvaluationAccumulator();
        for (Sample sample : samples) {
            AnomalyMap map = Objects.requireNonNull(maps.get(sample));
            figures.add(sample.image().toString(), map, masks.get(sample), sample.isDefective(), sample.kind());
        }
        return figures.evaluate().overall();
    }

    /** The share of the images whose score reaches the threshold, which is to say that they are taken for defective. */
    double rejected(Threshold threshold, List<Sample> samples) {
        return (double) samples.stream()
                        .filter(sample ->
                                AnomalyScore.of(Objects.requireNonNull(maps.get(sample))) >= threshold.value())
                        .count()
                / samples.size();
    }
}

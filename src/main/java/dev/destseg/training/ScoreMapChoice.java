package dev.destseg.training;

import dev.destseg.dataset.synthesis.CorruptedSample;
import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.evaluation.EvaluationAccumulator;
import dev.destseg.evaluation.Metrics;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.recipe.ScoreMap;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which map gives the verdicts: the one that tells good images from the same images with synthetic anomalies better, by
 * image AUROC plus pixel AP. After a short run the segmentation network has learned too little, and the DeST map judges
 * better; no labelled defect is needed to see that.
 *
 * @param metrics of the maps, by name
 */
public record ScoreMapChoice(ScoreMap map, SortedMap<String, Double> metrics) {
    private static final int MOST_IMAGES = 40;
    private static final String SYNTHETIC = "synthetic";

    public ScoreMapChoice {
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    }

    /**
     * @param maps to choose from; a single one is chosen unseen
     * @param judge gives these maps of an image
     */
    static ScoreMapChoice of(
            Set<ScoreMap> maps,
            RecipeAssembly.GoodImages good,
            Synthesizer synthesizer,
            Function<Image, Map<ScoreMap, AnomalyMap>> judge) {
        if (maps.size() == 1) {
            return new ScoreMapChoice(maps.iterator().next(), new TreeMap<>());
        }
        Map<ScoreMap, EvaluationAccumulator> accumulators = new EnumMap<>(ScoreMap.class);
        for (ScoreMap map : maps) {
            accumulators.put(map, new EvaluationAccumulator());
        }
        for (int i = 0; i < Math.min(MOST_IMAGES, good.count()); i++) {
            String name = "validation image " + i;
            CorruptedSample sample = synthesizer.sample(good.piece(i), -2 - i);
            judge.apply(sample.clean())
                    .forEach((map, values) -> accumulators.get(map).add(name, values, null, false, SYNTHETIC));
            judge.apply(sample.corrupted())
                    .forEach((map, values) -> accumulators.get(map).add(name, values, sample.mask(), true, SYNTHETIC));
        }
        SortedMap<String, Double> metrics = new TreeMap<>();
        ScoreMap best = ScoreMap.SEGMENTATION;
        double highest = Double.NEGATIVE_INFINITY;
        for (ScoreMap map : maps) {
            Metrics overall = accumulators.get(map).evaluate().overall();
            metrics.put("synthetic_image_auroc_" + map.label(), overall.imageAuroc());
            metrics.put("synthetic_pixel_ap_" + map.label(), overall.pixelAp());
            double merit = overall.imageAuroc() + overall.pixelAp();
            if (merit > highest) {
                highest = merit;
                best = map;
            }
        }
        return new ScoreMapChoice(best, metrics);
    }
}

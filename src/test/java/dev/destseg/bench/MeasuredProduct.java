package dev.destseg.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.Sample;
import dev.destseg.evaluation.Metrics;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import dev.destseg.training.TrainingSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A data set whose rows are measured. */
record MeasuredProduct(Dataset dataset, LearningMachine machine, LearningRows rows) {
    void measure(String name, Supplier<ObjectNode> measurement) {
        rows.measure(dataset.name(), name, measurement);
    }

    /** How all test images are judged by what is learned. */
    void learn(String name, Supplier<StoredRecipe> learning) {
        measure(name, () -> judged(learning));
    }

    /** The same of what is trained of all good images. */
    void train(String name, TrainingSettings settings) {
        measure(name, () -> machine.told(judged(() -> trained(settings, List.of(), Optional.empty()))));
    }

    StoredRecipe trained(TrainingSettings settings, List<Sample> defects, Optional<StoredRecipe> from) {
        return new LearnedSubset(machine, dataset.train(), defects).train(settings, from);
    }

    private ObjectNode judged(Supplier<StoredRecipe> learning) {
        long began = System.nanoTime();
        StoredRecipe recipe = learning.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        JudgedImages judged = JudgedImages.by(recipe, dataset.test());
        Metrics figures = judged.figures(dataset.test());
        Threshold threshold = recipe.recipe().description().threshold();
        return LearningRows.row()
                .put("found", judged.rejected(threshold, ShownDraw.defective(dataset.test())))
                .put("good_rejected", judged.rejected(threshold, ShownDraw.good(dataset.test())))
                .put("image_auroc", figures.imageAuroc())
                .put("pixel_auroc", figures.pixelAuroc())
                .put("pixel_ap", figures.pixelAp())
                .put("aupro", figures.aupro())
                .put("seconds", seconds);
    }
}

package dev.destseg.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.Sample;
import dev.destseg.evaluation.Metrics;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What it brings to show a memory some of the test's defects: gains on the others, of the kinds that were shown and of those that were
 * not.
 */
final class FeedbackRows {
    private static final int[] EXAMPLES = {1, 5, 10};
    private static final String ALL = "every kind";

    private final Dataset dataset;
    private final Path work;
    private final LearningRows rows;
    private final Map<String, List<Sample>> kinds;
    private @Nullable JudgedImages alone;

    FeedbackRows(Dataset dataset, Path work, LearningRows rows) {
        this.dataset = dataset;
        this.work = work;
        this.rows = rows;
        this.kinds = dataset.test().stream()
                .filter(Sample::isDefective)
                .collect(Collectors.groupingBy(Sample::kind, TreeMap::new, Collectors.toList()));
    }

    void measure() {
        List<String> choices = new ArrayList<>(kinds.keySet());
        choices.add(ALL);
        for (int examples : EXAMPLES) {
            for (String shown : choices) {
                rows.measure(
                        dataset.name(),
                        "instant, %d shown of %s".formatted(examples, shown),
                        () -> row(shown, examples));
            }
        }
    }

    private ObjectNode row(String shown, int examples) {
        List<Sample> given = new ArrayList<>();
        kinds.forEach((kind, samples) -> {
            if (shown.equals(ALL) || shown.equals(kind)) {
                List<Sample> order = new ArrayList<>(samples);
                Collections.shuffle(order, new Random(examples));
                given.addAll(order.subList(0, Math.min(examples, order.size() - 1)));
            }
        });
        JudgedImages with = judged(given);
        ObjectNode row = LearningRows.row();
        put(
                row,
                "shown",
                with,
                sample -> !given.contains(sample)
                        && (shown.equals(ALL) || sample.kind().equals(shown)));
        if (!shown.equals(ALL)) {
            put(row, "not shown", with, sample -> !sample.kind().equals(shown));
        }
        return row;
    }

    private void put(ObjectNode row, String name, JudgedImages with, Predicate<Sample> defects) {
        List<Sample> samples = dataset.test().stream()
                .filter(sample -> !sample.isDefective() || defects.test(sample))
                .toList();
        Metrics before = alone().figures(samples);
        Metrics after = with.figures(samples);
        row.put("image AUROC of kinds " + name, after.imageAuroc());
        row.put("image AUROC gain of kinds " + name, after.imageAuroc() - before.imageAuroc());
        row.put("pixel AP of kinds " + name, after.pixelAp());
        row.put("pixel AP gain of kinds " + name, after.pixelAp() - before.pixelAp());
    }

    private JudgedImages alone() {
        if (alone == null) {
            alone = judged(List.of());
        }
        return alone;
    }

    private JudgedImages judged(List<Sample> defects) {
        StoredRecipe recipe = new LearnedSubset(work, dataset.train(), defects).remember(1, Optional.empty());
        return JudgedImages.by(recipe, dataset.test());
    }
}

package dev.destseg.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.Sample;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Defects that are drawn from the test images to be shown.
 *
 * @param kinds of the defects that are shown
 * @param shown of each kind as many
 * @param left the other test images, good ones too
 */
record ShownDraw(List<String> kinds, List<Sample> shown, List<Sample> left) {
    /** Of a kind: of fewer that are left nothing can be said. */
    private static final int LEAST_LEFT = 5;

    /** None when too few would be left of a kind. */
    static Optional<ShownDraw> of(Dataset dataset, List<String> kinds, int count, int draw) {
        List<Sample> shown = new ArrayList<>();
        for (String kind : kinds) {
            List<Sample> all = shuffled(
                    dataset.test().stream()
                            .filter(sample -> sample.kind().equals(kind))
                            .toList(),
                    draw);
            if (all.size() < count + LEAST_LEFT) {
                return Optional.empty();
            }
            shown.addAll(all.subList(0, count));
        }
        List<Sample> left = dataset.test().stream()
                .filter(sample -> !shown.contains(sample))
                .toList();
        return Optional.of(new ShownDraw(kinds, shown, left));
    }

    /** Defects of all kinds of which none is shown. */
    static ShownDraw nothing(Dataset dataset) {
        return new ShownDraw(kinds(dataset), List.of(), dataset.test());
    }

    static List<String> kinds(Dataset dataset) {
        return defective(dataset.test()).stream().map(Sample::kind).distinct().toList();
    }

    /**
     * What was gained on the images that are left.
     *
     * @param recipe by whose threshold {@code with} gives verdicts
     */
    ObjectNode gains(JudgedImages without, JudgedImages with, StoredRecipe recipe) {
        List<Sample> given = left.stream()
                .filter(sample -> !sample.isDefective() || kinds.contains(sample.kind()))
                .toList();
        List<Sample> others =
                left.stream().filter(sample -> !kinds.contains(sample.kind())).toList();
        Threshold threshold = recipe.recipe().description().threshold();
        ObjectNode row = LearningRows.row()
                .put("given_found", with.rejected(threshold, defective(given)))
                .put("good_rejected", with.rejected(threshold, good(given)))
                .put("given_without", without.figures(given).imageAuroc())
                .put("given_with", with.figures(given).imageAuroc())
                .put("given_ap_without", without.figures(given).pixelAp())
                .put("given_ap_with", with.figures(given).pixelAp());
        if (others.stream().anyMatch(Sample::isDefective)) {
            row.put("others_without", without.figures(others).imageAuroc())
                    .put("others_with", with.figures(others).imageAuroc())
                    .put("others_ap_without", without.figures(others).pixelAp())
                    .put("others_ap_with", with.figures(others).pixelAp());
        }
        return row;
    }

    static List<Sample> defective(List<Sample> samples) {
        return samples.stream().filter(Sample::isDefective).toList();
    }

    static List<Sample> good(List<Sample> samples) {
        return samples.stream().filter(sample -> !sample.isDefective()).toList();
    }

    static <T> List<T> shuffled(List<T> all, long seed) {
        List<T> order = new ArrayList<>(all);
        Collections.shuffle(order, new Random(seed));
        return order;
    }
}

package dev.destseg.inspection.comparison;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.Sha256;
import java.util.SortedMap;

/** A comparison for programs. */
public final class ComparisonJson {
    private ComparisonJson() {}

    public static ObjectNode of(Comparison comparison) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("better", comparison.outcome().better());
        node.put("reason", comparison.outcome().reason());
        node.put("candidate", comparison.parity().recipe().toString());
        node.put("active", comparison.active().map(Sha256::toString).orElse(null));
        node.put("parity", comparison.parity().sentence());
        ObjectNode groups = node.putObject("groups");
        comparison.candidateFigures().forEach((name, figures) -> {
            ObjectNode group = groups.putObject(name);
            put(group, "active", name, comparison.activeFigures());
            put(group, "candidate", name, comparison.candidateFigures());
        });
        return node;
    }

    private static void put(ObjectNode group, String recipe, String name, SortedMap<String, CaseFigures> all) {
        CaseFigures figures = all.get(name);
        if (figures == null) {
            return;
        }
        group.putObject(recipe)
                .put("good", figures.good())
                .put("false_rejects", figures.falseRejects())
                .put("defective", figures.defective())
                .put("escapes", figures.escapes())
                .put("image_auroc", Double.isNaN(figures.auroc()) ? null : figures.auroc());
    }
}

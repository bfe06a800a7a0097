package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.training.PublishedMeasure;
import dev.destseg.training.ReproductionPlan;
import dev.destseg.training.ReproductionTable;
import dev.destseg.training.ReproductionTable.Row;
import dev.destseg.training.Spread;
import java.util.List;
import java.util.Map;

/** The published table and ours, for programs; all figures in percent, null where undefined. */
final class ReproductionJson {
    private ReproductionJson() {}

    static ObjectNode of(ReproductionTable table, ReproductionPlan plan) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode published = json.putObject("published");
        for (PublishedMeasure measure : PublishedMeasure.values()) {
            put(published.putObject(measure.key()), measure.published())
                    .put("best_other", measure.bestOther())
                    .put("best_other_method", measure.bestOtherMethod());
        }
        table.rows().forEach(row -> json.withArray("rows").add(row(row)));
        plan.seeds().forEach(json.putArray("seeds")::add);
        list(json, "missing_categories", table.missing());
        list(json, "unpublished_categories", table.unpublished());
        list(json, "differences", plan.differences());
        return json;
    }

    private static ObjectNode row(Row row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("label", row.label());
        json.put("den", row.ablation().denoising());
        json.put("ed", row.ablation().encoderDecoder());
        json.put("seg", row.segmentation());
        figures(json.putObject("overall"), row.overall());
        ObjectNode categories = json.putObject("categories");
        row.categories().forEach((category, figures) -> figures(categories.putObject(category), figures));
        return json;
    }

    private static void figures(ObjectNode json, Map<PublishedMeasure, Spread> figures) {
        figures.forEach((measure, spread) -> put(json.putObject(measure.key()), spread));
    }

    private static ObjectNode put(ObjectNode json, Spread spread) {
        number(json, "mean", spread.mean());
        number(json, "deviation", spread.deviation());
        return json.put("runs", spread.runs());
    }

    private static void number(ObjectNode json, String name, double figure) {
        if (Double.isNaN(figure)) {
            json.putNull(name);
        } else {
            json.put(name, figure);
        }
    }

    private static void list(ObjectNode json, String name, List<String> entries) {
        entries.forEach(json.putArray(name)::add);
    }
}

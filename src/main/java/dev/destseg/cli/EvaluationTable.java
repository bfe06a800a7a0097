package dev.destseg.cli;

import dev.destseg.evaluation.Evaluation;
import dev.destseg.evaluation.MapEvaluation;
import dev.destseg.evaluation.Metrics;
import dev.destseg.evaluation.ThresholdChoice;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The figures of an evaluation as a table for people. */
final class EvaluationTable {
    private static final int NAME = 28;
    private static final List<String> COLUMNS =
            List.of("image_auroc", "pixel_auroc", "pixel_ap", "aupro", "iap", "iap90", "f1_max");

    private final StringBuilder text = new StringBuilder();

    private EvaluationTable() {}

    static String of(Evaluation evaluation) {
        EvaluationTable table = new EvaluationTable();
        table.text.append(String.format(
                Locale.ROOT,
                "%s: %d good, %d defective, %d skipped%n",
                evaluation.category(),
                evaluation.good(),
                evaluation.defect(),
                evaluation.skipped()));
        table.header();
        evaluation.maps().forEach((name, map) -> table.map(name, map, name.equals(evaluation.scoreMap())));
        ThresholdChoice threshold = evaluation.threshold();
        if (threshold != null) {
            table.text.append(String.format(
                    Locale.ROOT,
                    "threshold %.6f: %d of %d good rejected, %d of %d defects missed. %s%n",
                    threshold.threshold(),
                    threshold.falseRejects(),
                    evaluation.good(),
                    threshold.misses(),
                    evaluation.defect(),
                    threshold.explanation()));
        }
        return table.text.toString().stripTrailing();
    }

    /** The means over categories. */
    static String means(List<Evaluation> categories) {
        EvaluationTable table = new EvaluationTable();
        table.text.append("mean of ").append(categories.size()).append(" data sets\n");
        table.header();
        for (String name : categories.get(0).maps().keySet()) {
            List<Metrics> each = categories.stream()
                    .map(category ->
                            Objects.requireNonNull(category.maps().get(name)).overall())
                    .toList();
            table.row(name, Metrics.mean(each));
        }
        return table.text.toString().stripTrailing();
    }

    private void map(String name, MapEvaluation map, boolean scored) {
        row(name + (scored ? " (verdicts)" : ""), map.overall());
        map.kinds().forEach((kind, metrics) -> row("  " + kind, metrics));
    }

    private void header() {
        text.append(" ".repeat(NAME));
        COLUMNS.forEach(column -> text.append(String.format(" %11s", column)));
        text.append('\n');
    }

    private void row(String name, Metrics metrics) {
        text.append(String.format("%-" + NAME + "s", name));
        for (String column : COLUMNS) {
            text.append(cell(metrics.toMap().get(column)));
        }
        text.append('\n');
    }

    private static String cell(@Nullable Double figure) {
        return figure == null ? String.format(" %11s", "-") : String.format(Locale.ROOT, " %11.4f", figure);
    }
}

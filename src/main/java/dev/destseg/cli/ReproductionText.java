package dev.destseg.cli;

import dev.destseg.training.PublishedMeasure;
import dev.destseg.training.ReproductionPlan;
import dev.destseg.training.ReproductionTable;
import dev.destseg.training.ReproductionTable.Row;
import dev.destseg.training.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The published table beside ours, for people. */
final class ReproductionText {
    private static final int NAME = 34;
    private static final int COLUMN = 14;

    private final StringBuilder text = new StringBuilder();

    private ReproductionText() {}

    static String of(ReproductionTable table, ReproductionPlan plan) {
        ReproductionText all = new ReproductionText();
        all.line("In percent: mean +- deviation over the runs");
        all.text.append(" ".repeat(NAME));
        for (PublishedMeasure measure : PublishedMeasure.values()) {
            all.cell(measure.title());
        }
        all.line("");
        all.published();
        int seeds = plan.seeds().size();
        table.rows().forEach(row -> all.row(row, seeds));
        all.line("");
        all.remarks(table, plan);
        return all.text.toString().stripTrailing();
    }

    private void published() {
        name("published, 15 categories");
        for (PublishedMeasure measure : PublishedMeasure.values()) {
            cell(spread(measure.published()));
        }
        line("");
        name("best other then");
        for (PublishedMeasure measure : PublishedMeasure.values()) {
            cell(number(measure.bestOther()));
        }
        line("");
        name("");
        for (PublishedMeasure measure : PublishedMeasure.values()) {
            cell(measure.bestOtherMethod());
        }
        line("");
    }

    private void row(Row row, int seeds) {
        int count = row.categories().size();
        String mean = count == 1 ? ", 1 category" : ", " + count + " categories";
        figures("ours, " + row.label() + mean, row.overall());
        row.categories().forEach((category, figures) -> figures("  " + category + " (" + seeds + ")", figures));
    }

    private void figures(String name, Map<PublishedMeasure, Spread> figures) {
        name(name);
        for (PublishedMeasure measure : PublishedMeasure.values()) {
            cell(spread(Objects.requireNonNull(figures.get(measure))));
        }
        line("");
    }

    private void remarks(ReproductionTable table, ReproductionPlan plan) {
        line("den: the student sees corrupted images; ed: encoder-decoder; seg: segmentation network, else DeST map.");
        list("Published categories that are missing here", table.missing());
        list("Categories here that the published figures do not cover", table.unpublished());
        list("Other than in the published runs", plan.differences());
    }

    private void list(String title, List<String> entries) {
        line(title + ": " + (entries.isEmpty() ? "none" : String.join(", ", entries)));
    }

    private void name(String name) {
        text.append(String.format("%-" + NAME + "s", name));
    }

    private void cell(String content) {
        text.append(String.format("%" + COLUMN + "s", content));
    }

    private void line(String content) {
        text.append(content).append('\n');
    }

    private static String spread(Spread spread) {
        String deviation = Double.isNaN(spread.deviation()) ? "" : " +- " + number(spread.deviation());
        return number(spread.mean()) + deviation;
    }

    private static String number(double figure) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, "%.1f", figure);
    }
}

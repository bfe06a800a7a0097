package dev.destseg.evaluation;

import dev.destseg.evaluation.ReportCase.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The page of a report, written from the top to the bottom. */
final class ReportPage {
    private static final Map<String, String> HEADINGS = headings();

    private final Html html = new Html();
    private final String title;
    private final List<ReportSection> sections;

    ReportPage(String title, List<ReportSection> sections) {
        this.title = title;
        this.sections = sections;
    }

    void start() {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .raw("script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'\">\n")
                .element("title", title)
                .raw("<style>\n" + style() + "</style>\n</head>\n<body>\n")
                .element("h1", title);
        if (sections.size() > 1) {
            summary();
        }
    }

    String finish() {
        return html.raw("</body>\n</html>\n").toString();
    }

    /** Figures and charts of one category. */
    void section(Evaluation evaluation) {
        html.raw("<section>\n").element("h2", evaluation.category());
        html.element("p", counts(evaluation));
        ThresholdChoice choice = evaluation.threshold();
        html.element(
                "p",
                choice == null
                        ? "No threshold is set, so nothing is called a defect yet."
                        : "Threshold " + number(choice.threshold(), "%.6g") + " on the map " + evaluation.scoreMap()
                                + ". " + choice.explanation());
        evaluation.maps().forEach((name, map) -> {
            startTable("Map: " + name + (name.equals(evaluation.scoreMap()) ? " (gives the verdicts)" : ""), "Defects");
            row("all", map.overall());
            map.kinds().forEach(this::row);
            html.raw("</tbody></table></div>\n");
        });
        charts(evaluation, choice == null ? null : choice.threshold());
    }

    /** The rows of pictures; files holds, for each case, the files of its pictures. */
    void cases(ReportSection section, List<Map<Picture, String>> files) {
        ThresholdChoice choice = section.evaluation().threshold();
        for (CaseGroup group : CaseGroup.values()) {
            boolean started = false;
            for (int i = 0; i < files.size(); i++) {
                SelectedCase selected = section.cases().get(i).selected();
                if (selected.group() == group) {
                    if (!started) {
                        html.element("h3", group.title());
                        started = true;
                    }
                    pictures(selected.image(), choice, files.get(i));
                }
            }
            if (!started && group == CaseGroup.FAILED && choice != null) {
                html.element("h3", "Failed").element("p", "No failed case is shown.");
            }
        }
        html.raw("</section>\n");
    }

    private void summary() {
        for (String map : sections.get(0).evaluation().maps().keySet()) {
            startTable("All categories, map: " + map, "Category");
            List<Metrics> overall = sections.stream()
                    .map(section -> Objects.requireNonNull(
                                    section.evaluation().maps().get(map))
                            .overall())
                    .toList();
            row("mean", Metrics.mean(overall));
            for (int i = 0; i < overall.size(); i++) {
                row(sections.get(i).evaluation().category(), overall.get(i));
            }
            html.raw("</tbody></table></div>\n");
        }
    }

    private void startTable(String caption, String first) {
        html.raw("<div class=\"scroll\"><table>\n").element("caption", caption);
        html.raw("<thead><tr>").raw("<th scope=\"col\">").text(first).raw("</th>");
        HEADINGS.values()
                .forEach(heading -> html.raw("<th scope=\"col\">").text(heading).raw("</th>"));
        html.raw("</tr></thead>\n<tbody>\n");
    }

    private void row(String name, Metrics metrics) {
        html.raw("<tr><th scope=\"row\">").text(name).raw("</th>");
        Map<String, @Nullable Double> figures = metrics.toMap();
        for (String key : HEADINGS.keySet()) {
            Double figure = figures.get(key);
            html.raw("<td>").text(figure == null ? "-" : number(figure, "%.4f")).raw("</td>");
        }
        html.raw("</tr>\n");
    }

    private void charts(Evaluation evaluation, @Nullable Double threshold) {
        html.raw("<div class=\"charts\">\n");
        html.raw(new Histogram(evaluation.scored().images(), threshold).svg());
        chart(evaluation, "Images: ROC", "false positive rate", "true positive rate", 1, Curves::imageRoc);
        chart(evaluation, "Pixels: ROC", "false positive rate", "true positive rate", 1, Curves::pixelRoc);
        chart(evaluation, "Pixels: precision and recall", "recall", "precision", 1, Curves::pixelPrecisionRecall);
        chart(evaluation, "Regions: PRO", "false positive rate of pixels", "per-region overlap", 0.3, Curves::pro);
        html.raw("</div>\n");
    }

    private void chart(
            Evaluation evaluation, String heading, String x, String y, double xEnd, Function<Curves, Curve> which) {
        Map<String, Curve> lines = new LinkedHashMap<>();
        evaluation.maps().forEach((name, map) -> lines.put(name, which.apply(map.curves())));
        html.raw(new LineChart(heading, x, y, xEnd, lines).svg());
    }

    private void pictures(ImageScore image, @Nullable ThresholdChoice choice, Map<Picture, String> files) {
        String label = image.defect() ? "defect (" + image.kind() + ")" : "good";
        String verdict = choice == null ? "" : choice.isDefect(image.score()) ? ", judged DEFECT" : ", judged OK";
        html.raw("<article>\n").element("h4", image.name());
        html.element("p", label + verdict + ", score " + number(image.score(), "%.6g"));
        html.raw("<div class=\"pictures\">\n");
        files.forEach((picture, file) -> {
            String caption = picture.name().toLowerCase(Locale.ROOT);
            html.raw("<figure><img loading=\"lazy\" src=\"").text(file).raw("\" alt=\"");
            html.text(caption + " of " + image.name())
                    .raw("\">")
                    .element("figcaption", caption)
                    .raw("</figure>\n");
        });
        html.raw("</div>\n</article>\n");
    }

    private static String counts(Evaluation evaluation) {
        return "%d good and %d defective images, %d of these with a mask; %d skipped because they could not be read."
                .formatted(
                        evaluation.good(),
                        evaluation.defect(),
                        evaluation.scored().maskedDefects(),
                        evaluation.skipped());
    }

    private static String number(double value, String format) {
        return String.format(Locale.ROOT, format, value);
    }

    private static Map<String, String> headings() {
        Map<String, String> headings = new LinkedHashMap<>();
        headings.put("image_auroc", "Image AUROC");
        headings.put("f1_max", "Image F1-max");
        headings.put("pixel_auroc", "Pixel AUROC");
        headings.put("pixel_ap", "Pixel AP");
        headings.put("pixel_f1_max", "Pixel F1-max");
        headings.put("aupro", "AUPRO 0.3");
        headings.put("iap", "IAP");
        headings.put("iap90", "IAP@90");
        return headings;
    }

    private static String style() {
        try (InputStream resource = Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.css"))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

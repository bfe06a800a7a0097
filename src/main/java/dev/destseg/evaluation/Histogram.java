package dev.destseg.evaluation;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many good and defective images have which score, with the threshold, as inline SVG.
 *
 * @param images the scored images
 * @param threshold drawn as a line when there is one
 */
record Histogram(List<ImageScore> images, @Nullable Double threshold) {
    private static final int BINS = 30;

    String svg() {
        double end = end();
        int[] good = counts(false, end);
        int[] defect = counts(true, end);
        int highest = 1;
        for (int i = 0; i < BINS; i++) {
            highest = Math.max(highest, Math.max(good[i], defect[i]));
        }
        Html svg = LineChart.open("Image scores");
        axes(svg, end, highest);
        double step = (LineChart.RIGHT - LineChart.LEFT) / (double) BINS;
        for (int i = 0; i < BINS; i++) {
            double x = LineChart.LEFT + i * step;
            bar(svg, "s0", x, step / 2, good[i], highest);
            bar(svg, "s1", x + step / 2, step / 2, defect[i], highest);
        }
        legend(svg);
        if (threshold != null) {
            double x = LineChart.LEFT + (LineChart.RIGHT - LineChart.LEFT) * threshold / end;
            svg.raw("<path class=\"threshold\" d=\"M%s %dV%d\"/>"
                    .formatted(LineChart.number(x), LineChart.TOP, LineChart.BOTTOM));
        }
        return svg.raw("</svg>\n").toString();
    }

    /** The counts of images in equal bins from 0 to the end. */
    private int[] counts(boolean defect, double end) {
        int[] counts = new int[BINS];
        for (ImageScore image : images) {
            if (image.defect() == defect) {
                counts[Math.min(BINS - 1, (int) (image.score() / end * BINS))]++;
            }
        }
        return counts;
    }

    /** A little beyond the highest score and the threshold, because all scores may be small. */
    private double end() {
        double highest = threshold == null ? 0 : threshold;
        for (ImageScore image : images) {
            highest = Math.max(highest, image.score());
        }
        return highest == 0 ? 1 : highest * 1.02;
    }

    private static void axes(Html svg, double end, int highest) {
        for (int i = 0; i <= 5; i++) {
            double x = LineChart.LEFT + (LineChart.RIGHT - LineChart.LEFT) * i / 5.0;
            svg.raw("<path class=\"grid\" d=\"M%s %dV%d\"/>"
                    .formatted(LineChart.number(x), LineChart.TOP, LineChart.BOTTOM));
            svg.raw("<text class=\"middle\" x=\"%s\" y=\"%d\">%s</text>"
                    .formatted(
                            LineChart.number(x),
                            LineChart.BOTTOM + 14,
                            String.format(Locale.ROOT, "%.2g", end * i / 5)));
        }
        svg.raw("<text class=\"end\" x=\"%d\" y=\"%d\">%d</text>"
                .formatted(LineChart.LEFT - 5, LineChart.TOP + 4, highest));
        svg.raw("<text class=\"end\" x=\"%d\" y=\"%d\">0</text>".formatted(LineChart.LEFT - 5, LineChart.BOTTOM + 4));
        LineChart.labels(svg, "anomaly score", "images");
    }

    private static void bar(Html svg, String style, double x, double width, int count, int highest) {
        if (count == 0) {
            return;
        }
        double height = (LineChart.BOTTOM - LineChart.TOP) * (double) count / highest;
        svg.raw("<rect class=\"bar %s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(
                        style,
                        LineChart.number(x),
                        LineChart.number(LineChart.BOTTOM - height),
                        LineChart.number(width),
                        LineChart.number(height)));
    }

    private void legend(Html svg) {
        String[] names = {"good", "defect"};
        for (int i = 0; i < names.length; i++) {
            int y = LineChart.TOP + 14 + 16 * i;
            svg.raw(
                    "<rect class=\"bar s%d\" x=\"%d\" y=\"%d\" width=\"10\" height=\"10\"/><text x=\"%d\" y=\"%d\">%s</text>"
                            .formatted(i, LineChart.RIGHT - 100, y - 9, LineChart.RIGHT - 84, y, names[i]));
        }
        if (threshold != null) {
            int y = LineChart.TOP + 46;
            svg.raw("<path class=\"threshold\" d=\"M%d %dh12\"/><text x=\"%d\" y=\"%d\">threshold</text>"
                    .formatted(LineChart.RIGHT - 101, y - 4, LineChart.RIGHT - 84, y));
        }
    }
}

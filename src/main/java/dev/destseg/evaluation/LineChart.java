package dev.destseg.evaluation;

import java.util.Locale;
import java.util.Map;

/**
 * Curves in a chart, as inline SVG; y runs from 0 to 1. Colours come from the classes of the page, and every curve has its
 * own dashes too, for those who cannot tell the colours.
 *
 * @param title what it shows
 * @param xLabel what runs to the right
 * @param yLabel what runs up
 * @param xEnd the largest x shown
 * @param lines by the name in the legend; empty curves are named as undefined
 */
record LineChart(String title, String xLabel, String yLabel, double xEnd, Map<String, Curve> lines) {
    static final int WIDTH = 340;
    static final int HEIGHT = 280;
    static final int LEFT = 44;
    static final int RIGHT = 320;
    static final int TOP = 26;
    static final int BOTTOM = 238;

    String svg() {
        Html svg = open(title);
        axes(svg);
        int index = 0;
        for (Map.Entry<String, Curve> line : lines.entrySet()) {
            Curve curve = line.getValue();
            String style = "line s" + index % 3;
            if (curve.x().length > 0) {
                svg.raw("<path class=\"" + style + "\" d=\"" + path(curve) + "\"/>");
            }
            // The legend stands where none of these curves goes when the map is any good.
            int y = BOTTOM - 12 - 16 * (lines.size() - 1 - index);
            svg.raw("<path class=\"%s\" d=\"M%d %dh24\"/>".formatted(style, RIGHT - 150, y - 4));
            svg.raw("<text x=\"%d\" y=\"%d\">".formatted(RIGHT - 120, y));
            svg.text(line.getKey() + (curve.x().length == 0 ? " (undefined)" : ""))
                    .raw("</text>");
            index++;
        }
        return svg.raw("</svg>\n").toString();
    }

    /** The start of a chart with a title, for people and for screen readers. */
    static Html open(String title) {
        Html svg = new Html();
        svg.raw("<svg role=\"img\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\"><title>")
                .text(title)
                .raw("</title><text class=\"title\" x=\"" + LEFT + "\" y=\"16\">")
                .text(title)
                .raw("</text>");
        return svg;
    }

    /** The name of the horizontal axis and of the vertical one. */
    static void labels(Html svg, String xLabel, String yLabel) {
        int middleX = (LEFT + RIGHT) / 2;
        int middleY = (TOP + BOTTOM) / 2;
        svg.raw("<text class=\"middle\" x=\"%d\" y=\"%d\">".formatted(middleX, HEIGHT - 8))
                .text(xLabel)
                .raw("</text><text class=\"middle\" transform=\"translate(12 %d) rotate(-90)\">".formatted(middleY))
                .text(yLabel)
                .raw("</text>");
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void axes(Html svg) {
        for (int i = 0; i <= 5; i++) {
            double x = LEFT + (RIGHT - LEFT) * i / 5.0;
            double y = BOTTOM - (BOTTOM - TOP) * i / 5.0;
            svg.raw("<path class=\"grid\" d=\"M%s %dV%dM%d %sH%d\"/>"
                    .formatted(number(x), TOP, BOTTOM, LEFT, number(y), RIGHT));
            svg.raw("<text class=\"middle\" x=\"%s\" y=\"%d\">%s</text>"
                    .formatted(number(x), BOTTOM + 14, String.format(Locale.ROOT, "%.2f", xEnd * i / 5)));
            svg.raw("<text class=\"end\" x=\"%d\" y=\"%s\">%s</text>"
                    .formatted(LEFT - 5, number(y + 4), number(i / 5.0)));
        }
        labels(svg, xLabel, yLabel);
    }

    private String path(Curve curve) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < curve.x().length && (i == 0 || curve.x()[i - 1] < xEnd); i++) {
            double x = Math.min(curve.x()[i], xEnd);
            double y = curve.y()[i];
            if (i > 0 && curve.x()[i] > xEnd) {
                double part = (xEnd - curve.x()[i - 1]) / (curve.x()[i] - curve.x()[i - 1]);
                y = curve.y()[i - 1] + part * (y - curve.y()[i - 1]);
            }
            path.append(i == 0 ? 'M' : 'L')
                    .append(number(LEFT + (RIGHT - LEFT) * x / xEnd))
                    .append(' ')
                    .append(number(BOTTOM - (BOTTOM - TOP) * y));
        }
        return path.toString();
    }
}

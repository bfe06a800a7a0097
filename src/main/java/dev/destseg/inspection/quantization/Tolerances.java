package dev.destseg.inspection.quantization;

import dev.destseg.inspection.quantization.QuantizationReport.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far from floats bytes may judge the golden set on a box: as far as where the recipe was made, with room for processors that
 * round otherwise. What was seen on other images counts for nothing here: one pixel of them at an edge would make room for any
 * map of a golden image.
 *
 * @param score of an image
 * @param map at any pixel
 */
record Tolerances(double score, double map) {
    /** Room between what was seen when the recipe was made and what is taken for a fault. */
    private static final double MARGIN = 1.5;

    private static final double LEAST_SCORE = 1e-3;
    private static final double LEAST_MAP = 1e-2;
    /** Scores and maps lie in [0, 1]: a check that lets more through tells nothing. */
    private static final double MOST_SCORE = 0.15;

    private static final double MOST_MAP = 0.5;

    static Tolerances of(Golden golden) {
        return new Tolerances(
                Math.max(LEAST_SCORE, MARGIN * golden.score()), Math.max(LEAST_MAP, MARGIN * golden.map()));
    }

    /** A sentence for each that would be too wide to find a fault by; none when both will do. */
    List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        tooWide(refusals, "a score", score, MOST_SCORE);
        tooWide(refusals, "a map", map, MOST_MAP);
        return refusals;
    }

    private static void tooWide(List<String> refusals, String what, double tolerance, double most) {
        if (!(tolerance <= most)) {
            refusals.add(String.format(
                    Locale.ROOT,
                    "%s of the golden set moves by %.3f; with more than %.3f no box could tell whether it judges rightly",
                    what,
                    tolerance / MARGIN,
                    most / MARGIN));
        }
    }
}

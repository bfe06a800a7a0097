package dev.destseg.inspection;

import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.image.AnomalyMap;
import dev.destseg.inspection.GoldenSet.Entry;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keeps a recipe from judging on a box whose engine gives other results than the one that made it: golden images must
 * give the expected score, map and verdict. All of them are asked before a recipe is activated, one of each network before it
 * judges again after a start, all soon after that, and one after the other again and again while it judges.
 *
 * @param scoreTolerance how far a score may be off
 * @param mapTolerance how far any value of a map may be off
 */
record ParityGate(double scoreTolerance, double mapTolerance) {
    /** Other processors round otherwise, which is a hundred times less; other kernels or a broken driver are more. */
    static final ParityGate DEFAULT = new ParityGate(1e-3, 1e-2);

    /** @throws IllegalArgumentException unless both are positive */
    ParityGate {
        if (!(scoreTolerance > 0) || !(mapTolerance > 0)) {
            throw new IllegalArgumentException("The tolerances of scores and maps are positive");
        }
    }

    /**
     * @param golden images of the recipe
     * @param engine opened with the recipe; stays the caller's
     */
    ParityReport check(StoredRecipe recipe, GoldenSet golden, RecipeEngine engine) {
        List<String> disagreements = new ArrayList<>();
        for (Entry image : golden.entries()) {
            try {
                compare(recipe.recipe().description(), engine, image, disagreements);
            } catch (InputException e) {
                disagreements.add(image.name() + ": " + e.getMessage());
            }
        }
        return new ParityReport(recipe.recipe().digest(), golden.entries().size(), disagreements);
    }

    private void compare(RecipeDescription recipe, RecipeEngine engine, Entry golden, List<String> disagreements) {
        AnomalyMap map = engine.scoredPiece(golden.image());
        double score = AnomalyScore.ofHighest(map, recipe.score().highest());
        if (!(Math.abs(score - golden.score()) <= scoreTolerance)) {
            disagreements.add(difference(golden, "the score", score, golden.score()));
        }
        double threshold = recipe.threshold().value();
        if (verdict(score, threshold) != verdict(golden.score(), threshold)) {
            disagreements.add(golden.name() + ": the verdict is " + verdict(score, threshold) + " instead of "
                    + verdict(golden.score(), threshold));
        }
        compareMaps(map.values(), golden, disagreements);
    }

    private static Verdict verdict(double score, double threshold) {
        return score >= threshold ? Verdict.DEFECT : Verdict.OK;
    }

    private void compareMaps(float[] values, Entry golden, List<String> disagreements) {
        float[] expected = golden.map();
        int worst = 0;
        for (int i = 1; i < values.length; i++) {
            // NaN is the worst of all.
            if (Float.compare(Math.abs(values[i] - expected[i]), Math.abs(values[worst] - expected[worst])) > 0) {
                worst = i;
            }
        }
        if (!(Math.abs(values[worst] - expected[worst]) <= mapTolerance)) {
            disagreements.add(difference(
                    golden, "the map at its worst pixel, number " + worst + ",", values[worst], expected[worst]));
        }
    }

    private static String difference(Entry golden, String what, double found, double expected) {
        return String.format(Locale.ROOT, "%s: %s is %.5f instead of %.5f", golden.name(), what, found, expected);
    }
}

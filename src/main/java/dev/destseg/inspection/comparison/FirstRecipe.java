package dev.destseg.inspection.comparison;

import dev.destseg.inspection.comparison.Comparison.Outcome;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Whether a recipe is good enough to be the first of its product. There is none to be better than, so it is tried on good
 * parts that it has not learned from, on synthetic defects made of them and on the defective parts that are known. The bounds
 * tell a recipe that has learned something from one that has not; how good it must be for a line, people decide.
 */
final class FirstRecipe {
    /** Half is guessing. */
    private static final double LEAST_AUROC = 0.8;
    /** Of the good parts; one is always forgiven. */
    private static final double MOST_REJECTED = 0.25;
    /** Of defective parts. Synthetic ones are often fainter than what a line calls a defect. */
    private static final double MOST_PASSED = 0.75;
    /** Fewer known defective parts prove nothing. */
    private static final int LEAST_DEFECTIVE = 5;

    private static final String REMEDY = ". Give more good images, of all that is normal and of nothing else; or train"
            + " longer, with the profile edge and more time; then learn again";

    private FirstRecipe() {}

    /** @param figures of the recipe, by group; those of {@link SyntheticCases} among them */
    static Outcome outcome(SortedMap<String, CaseFigures> figures) {
        CaseFigures synthetic = figures.get(SyntheticCases.GROUP);
        if (synthetic == null || synthetic.good() == 0 || synthetic.defective() == 0) {
            return new Outcome(
                    false,
                    "No recipe judges this product yet, and there is no good part to try this one on that it has not"
                            + " learned from. Give more good images, some of which are then held out, and learn again");
        }
        Set<String> poor = new LinkedHashSet<>();
        for (Map.Entry<String, CaseFigures> group : figures.entrySet()) {
            blame(group.getKey(), group.getValue(), poor);
        }
        String tried = synthetic.good() + " good parts that it has not learned from and " + synthetic.defective()
                + " synthetic defects";
        return poor.isEmpty()
                ? new Outcome(
                        true,
                        String.format(
                                Locale.ROOT,
                                "No recipe judges this product yet; on %s this one has an AUROC of %.3f, rejects %d and"
                                        + " lets %d pass",
                                tried,
                                synthetic.auroc(),
                                synthetic.falseRejects(),
                                synthetic.escapes()))
                : new Outcome(
                        false,
                        "No recipe judges this product yet, but this one is not good enough to be the first, tried on "
                                + tried + ": " + String.join("; ", poor) + REMEDY);
    }

    private static void blame(String group, CaseFigures figures, Set<String> poor) {
        if (figures.falseRejects() > Math.max(1, MOST_REJECTED * figures.good())) {
            poor.add("rejects " + figures.falseRejects() + " of " + figures.good() + " good parts");
        }
        if (figures.defective() < LEAST_DEFECTIVE) {
            return;
        }
        if (figures.escapes() > MOST_PASSED * figures.defective()) {
            poor.add(group + ": lets " + figures.escapes() + " of " + figures.defective() + " defects pass");
        }
        if (figures.auroc() < LEAST_AUROC) {
            poor.add(String.format(
                    Locale.ROOT, "%s: AUROC %.3f, at least %.2f is needed", group, figures.auroc(), LEAST_AUROC));
        }
    }
}

package dev.destseg.inspection.comparison;

import dev.destseg.inspection.ParityReport;
import dev.destseg.recipe.Sha256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a candidate judges, beside the recipe that judges now.
 *
 * <p>The candidate is better when it agrees with its own golden set on this box, in no group of cases lets more defects pass
 * or rejects more good parts than the active recipe, and in some group does better: fewer wrong verdicts or, where all
 * verdicts count the same, scores that tell good from defective clearly better. A candidate that trades one fault for another
 * is for people to decide on. Where no recipe judges yet, it must be good enough by itself: see {@link FirstRecipe}.
 *
 * @param parity of the candidate
 * @param active digest of the recipe that judges now; absent when none does
 * @param activeFigures of that recipe, by group; empty when there is none
 * @param candidateFigures by group
 */
public record Comparison(
        ParityReport parity,
        Optional<Sha256> active,
        SortedMap<String, CaseFigures> activeFigures,
        SortedMap<String, CaseFigures> candidateFigures) {
    /** Differences of AUROC below it are chance. */
    private static final double CLEARLY = 0.01;

    public Comparison {
        activeFigures = Collections.unmodifiableSortedMap(new TreeMap<>(activeFigures));
        candidateFigures = Collections.unmodifiableSortedMap(new TreeMap<>(candidateFigures));
    }

    /** For people: why the candidate is better, or is not. */
    public record Outcome(boolean better, String reason) {}

    public Outcome outcome() {
        if (!parity.agrees()) {
            return new Outcome(false, parity.sentence());
        }
        if (active.isEmpty()) {
            return FirstRecipe.outcome(candidateFigures);
        }
        List<String> worse = new ArrayList<>();
        List<String> better = new ArrayList<>();
        for (Map.Entry<String, CaseFigures> group : candidateFigures.entrySet()) {
            CaseFigures now = activeFigures.get(group.getKey());
            if (now != null) {
                weigh(group.getKey(), now, group.getValue(), worse, better);
            }
        }
        if (!worse.isEmpty()) {
            return new Outcome(false, "Worse than the active recipe: " + String.join("; ", worse));
        }
        return better.isEmpty()
                ? new Outcome(false, "Not shown to be better than the active recipe on " + cases() + " cases")
                : new Outcome(true, "Better than the active recipe: " + String.join("; ", better));
    }

    private int cases() {
        return candidateFigures.values().stream()
                .mapToInt(group -> group.good() + group.defective())
                .sum();
    }

    private static void weigh(
            String group, CaseFigures now, CaseFigures then, List<String> worse, List<String> better) {
        if (then.escapes() > now.escapes()) {
            worse.add(group + ": lets " + then.escapes() + " of " + then.defective() + " defective parts pass, not "
                    + now.escapes());
        }
        if (then.falseRejects() > now.falseRejects()) {
            worse.add(group + ": rejects " + then.falseRejects() + " of " + then.good() + " good parts, not "
                    + now.falseRejects());
        }
        if (then.wrong() < now.wrong()) {
            better.add(group + ": " + then.wrong() + " wrong verdicts instead of " + now.wrong());
        } else if (then.auroc() - now.auroc() >= CLEARLY) {
            better.add(String.format(Locale.ROOT, "%s: AUROC %.3f instead of %.3f", group, then.auroc(), now.auroc()));
        }
    }
}

package dev.destseg.inspection.comparison;

import dev.destseg.image.ImageReader;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.ParityReport;
import dev.destseg.inspection.Preprocessing;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.StoredRecipe;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges the same cases with two recipes, one after the other, so that one is in memory at a time.
 *
 * @param threads that one inspection may use, at least 1
 */
public record RecipeComparison(InferenceRuntime runtime, int threads) {
    private static final String GOLDEN = "golden set";

    /**
     * Compares on groups of cases, on the golden set of the active recipe, and on synthetic defects of the good cases.
     *
     * @param active the recipe that judges now
     * @param cases by the name of their group
     * @throws dev.destseg.tensor.InputException when a recipe cannot judge
     */
    public Comparison compare(
            Optional<StoredRecipe> active, StoredRecipe candidate, Map<String, List<LabelledCase>> cases) {
        SortedMap<String, List<LabelledCase>> all = new TreeMap<>(cases);
        active.filter(judging -> seeTheSame(judging, candidate)).ifPresent(judging -> all.put(GOLDEN, golden(judging)));
        all.values().removeIf(List::isEmpty);
        SortedMap<String, CaseFigures> now = new TreeMap<>();
        active.ifPresent(judging -> {
            try (Inspector inspector = Inspector.open(judging, runtime, threads)) {
                all.forEach((group, list) -> now.put(group, CaseFigures.of(inspector::inspect, list)));
                now.put(SyntheticCases.GROUP, synthetic(judging, inspector, all.values()));
            }
        });
        SortedMap<String, CaseFigures> then = new TreeMap<>();
        try (Inspector inspector = Inspector.open(candidate, runtime, threads)) {
            ParityReport parity = inspector.parity(candidate);
            all.forEach((group, list) -> then.put(group, CaseFigures.of(inspector::inspect, list)));
            then.put(SyntheticCases.GROUP, synthetic(candidate, inspector, all.values()));
            return new Comparison(parity, active.map(judging -> judging.recipe().digest()), now, then);
        }
    }

    private static CaseFigures synthetic(
            StoredRecipe stored, Inspector inspector, Collection<List<LabelledCase>> cases) {
        List<LabelledCase> good = cases.stream()
                .flatMap(List::stream)
                .filter(each -> !each.defective())
                .toList();
        boolean zoned = !stored.recipe().description().zones().isEmpty();
        SyntheticCases synthetic = new SyntheticCases(good, inspector.preprocessing(), zoned);
        List<LabelledCase> damaged = synthetic.all();
        return synthetic.arePrepared()
                ? CaseFigures.of(inspector::inspectPrepared, damaged)
                : CaseFigures.of(inspector::inspect, damaged);
    }

    /** Golden images are what the networks of their recipe see, of which another recipe must not leave out more, nor make smaller otherwise. */
    private static boolean seeTheSame(StoredRecipe active, StoredRecipe candidate) {
        return seesAll(active)
                && seesAll(candidate)
                && active.recipe().description().resampling()
                        == candidate.recipe().description().resampling();
    }

    private static boolean seesAll(StoredRecipe stored) {
        return Preprocessing.of(stored).view().isPlain()
                && stored.recipe().description().regionOfInterest().isEmpty()
                && stored.recipe().description().zones().isEmpty();
    }

    /** What the active recipe says of its golden images was looked at when it was made, and counts as true. */
    private static List<LabelledCase> golden(StoredRecipe active) {
        RecipeDescription description = active.recipe().description();
        return description.golden().stream()
                .map(golden -> new LabelledCase(
                        golden.score() >= description.threshold().value(),
                        () -> new ImageReader().read(active.bytes(golden.image()), golden.image())))
                .toList();
    }
}

package dev.destseg.bench;

import dev.destseg.network.Profile;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.StepPlan;
import dev.destseg.training.TrainingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * DeSTSeg that goes on with shown defects, beside the same that goes on as long, from the same seed, without. All go on from one
 * training, which is made, as those without, when the first row needs it. Used by one thread.
 */
final class TaughtRows {
    private static final int[] SHOWN = {1, 5, 10};
    /** Minutes without shown defects, and then steps with some, about two and a half minutes. */
    private static final int TAUGHT_AFTER = 5;

    private static final int FIRST_TAUGHT = 60;
    private static final int SECOND_TAUGHT = 50;

    private final MeasuredProduct product;
    private final List<Integer> seeds;
    private final Map<Integer, Untaught> untaught = new HashMap<>();
    private @Nullable StoredRecipe parent;

    private record Untaught(StoredRecipe recipe, JudgedImages judged) {}

    TaughtRows(MeasuredProduct product, List<Integer> seeds) {
        this.product = product;
        this.seeds = seeds;
    }

    void measure() {
        for (int seed : seeds) {
            if (seed != 1) {
                chance(seed);
            }
            List<String> kinds = ShownDraw.kinds(product.dataset());
            List<List<String>> groups = new ArrayList<>(List.of(kinds));
            kinds.forEach(kind -> groups.add(List.of(kind)));
            for (List<String> group : groups) {
                for (int count : SHOWN) {
                    ShownDraw.of(product.dataset(), group, count, 1).ifPresent(draw -> taught(draw, count, seed));
                }
            }
        }
    }

    /** What another order of images and other random numbers do, without any defects. */
    private void chance(int seed) {
        product.measure(LearningRows.ofSeed("edge, taught nothing", seed), () -> {
            Untaught other = untaught(seed);
            return product.machine()
                    .told(ShownDraw.nothing(product.dataset())
                            .gains(untaught(1).judged(), other.judged(), other.recipe()));
        });
    }

    private void taught(ShownDraw draw, int count, int seed) {
        String name = "edge, taught %d of %s".formatted(count, String.join(" and ", draw.kinds()));
        product.measure(LearningRows.ofSeed(name, seed), () -> {
            JudgedImages without = untaught(seed).judged();
            StoredRecipe recipe = product.trained(more(seed), draw.shown(), Optional.of(parent()));
            return product.machine().told(draw.gains(without, JudgedImages.by(recipe, draw.left()), recipe));
        });
    }

    private Untaught untaught(int seed) {
        return untaught.computeIfAbsent(seed, absent -> {
            StoredRecipe recipe = product.trained(more(seed), List.of(), Optional.of(parent()));
            return new Untaught(
                    recipe, JudgedImages.by(recipe, product.dataset().test()));
        });
    }

    private StoredRecipe parent() {
        if (parent == null) {
            TrainingSettings settings = TrainedRows.during(TAUGHT_AFTER, TrainingSettings.of(Profile.EDGE));
            parent = product.trained(settings, List.of(), Optional.empty());
        }
        return parent;
    }

    private static TrainingSettings more(int seed) {
        return TrainingSettings.of(Profile.EDGE)
                .withSteps(StepPlan.of(FIRST_TAUGHT), StepPlan.of(SECOND_TAUGHT))
                .withSeed(seed);
    }
}

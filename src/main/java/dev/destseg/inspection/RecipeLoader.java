package dev.destseg.inspection;

import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.checks.ImageCheck;
import dev.destseg.inspection.checks.ImageChecks;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Loads what a recipe needs to judge, and lets only those through that judge rightly on this machine. */
final class RecipeLoader {
    private static final Logger LOG = Logger.getLogger(RecipeLoader.class);

    private final InferenceRuntime runtime;
    private final InspectionSettings settings;

    RecipeLoader(InferenceRuntime runtime, InspectionSettings settings) {
        this.runtime = runtime;
        this.settings = settings;
    }

    /** A recipe that is fit to judge; whoever has it closes the inspector. */
    record Loaded(
            StoredRecipe stored, Inspector inspector, GoldenSet golden, ImageChecks checks, ParityReport parity) {}

    /**
     * @param cores asked for each run of the networks
     * @throws InputException when the recipe cannot judge with the precision that is set, or judges otherwise than it must
     */
    Loaded load(String product, StoredRecipe stored, int threads, Cores cores) {
        return load(product, stored, threads, cores, GoldenShare.ALL);
    }

    /**
     * As {@link #load}, with as few golden images as show that all networks judge; for a recipe that judged here before, and
     * is wanted in a hurry. All are to be judged soon, by {@link ActiveRecipe#verify}.
     */
    Loaded loadAgain(String product, StoredRecipe stored, int threads, Cores cores) {
        return load(product, stored, threads, cores, GoldenShare.ONE_OF_EACH_RECIPE);
    }

    private Loaded load(String product, StoredRecipe stored, int threads, Cores cores, GoldenShare judged) {
        GoldenSet golden = GoldenSet.of(stored);
        Set<ImageCheck> wanted = checks(product);
        Inspector inspector = Inspector.open(stored, runtime, threads, settings.precision(), wanted, judged);
        inspector.note().ifPresent(note -> LOG.warnf("%s: %s", product, note));
        try {
            ImageChecks checks = ImageChecks.of(
                    stored.recipe().description(), inspector.preprocessing().view(), golden.images(), wanted);
            ParityReport parity = parity(stored, judged.of(golden), inspector::parity, cores);
            return new Loaded(stored, inspector, golden, checks, parity);
        } catch (RuntimeException e) {
            inspector.close();
            throw e;
        }
    }

    private Set<ImageCheck> checks(String product) {
        return settings.productChecks().getOrDefault(product, settings.checks());
    }

    /**
     * An image at a time, so that inspections get their turns.
     *
     * @throws RecipeRefusedException with the first that is judged otherwise than it must
     */
    static ParityReport parity(
            StoredRecipe stored, GoldenSet golden, Function<GoldenSet, ParityReport> judge, Cores cores) {
        for (int i = 0; i < golden.entries().size(); i++) {
            ParityReport report = inTurn(golden.only(i), judge, cores);
            if (!report.agrees()) {
                throw new RecipeRefusedException(Cause.NO_PARITY, report.sentence());
            }
        }
        return new ParityReport(stored.recipe().digest(), golden.entries().size(), List.of());
    }

    static ParityReport inTurn(GoldenSet golden, Function<GoldenSet, ParityReport> judge, Cores cores) {
        return cores.runBetween(() -> judge.apply(golden));
    }

    /**
     * Loads the networks of an active recipe a second time, for half of the cores; where the runtime can share weights, the
     * recipe goes on with those that both have.
     *
     * @param recipe held by the caller
     * @throws InputException when they cannot be loaded or judge otherwise than they must
     */
    Inspector half(ActiveRecipe recipe, int threads, Cores cores) {
        StoredRecipe stored = recipe.stored();
        GoldenSet golden = GoldenSet.of(stored);
        Inspector inspector = recipe.inspector()
                .sharing(
                        stored,
                        threads,
                        (own, successor) -> parity(
                                own, GoldenSet.of(own), part -> successor.gate().check(own, part, successor), cores))
                .orElseGet(
                        () -> Inspector.open(stored, runtime, threads, recipe.precision(), checks(recipe.product())));
        try {
            parity(stored, golden, inspector::parity, cores);
            return inspector;
        } catch (RuntimeException e) {
            inspector.close();
            throw e;
        }
    }
}

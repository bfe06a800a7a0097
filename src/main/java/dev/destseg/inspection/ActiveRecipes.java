package dev.destseg.inspection;

import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inspection.checks.ImageChecks;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which recipe judges which product. A new one is loaded and checked beside the one that judges and then takes its place
 * in one step; inspections that were accepted before end with the recipe that they began with. Safe between threads.
 */
public final class ActiveRecipes implements AutoCloseable {
    private final InferenceRuntime runtime;
    private final InspectionSettings settings;
    private final Clock clock;
    private final Map<String, ActiveRecipe> byProduct = new ConcurrentSkipListMap<>();
    private final Lock turn = new ReentrantLock(true);
    private final Lock activation = new ReentrantLock();

    public ActiveRecipes(InferenceRuntime runtime, InspectionSettings settings, Clock clock) {
        this.runtime = runtime;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Loads a recipe, checks its golden set on this machine and lets it judge the product from now on.
     *
     * @throws InputException when the product's name cannot be recorded, the recipe cannot judge or gives other scores than
     *     it must, or there are too many products; the recipe before goes on judging
     */
    public ActiveRecipe activate(String product, StoredRecipe stored) {
        ShortText.require("product", product);
        activation.lock();
        try {
            if (!byProduct.containsKey(product) && byProduct.size() >= settings.products()) {
                throw new InputException("There are " + byProduct.size() + " products already, as many as"
                        + " destseg.inspection.products allows; the memory of this machine has a bound");
            }
            ActiveRecipe loaded = load(product, stored);
            ActiveRecipe before = byProduct.put(product, loaded);
            if (before != null) {
                before.release();
            }
            return loaded;
        } finally {
            activation.unlock();
        }
    }

    private ActiveRecipe load(String product, StoredRecipe stored) {
        GoldenSet golden = GoldenSet.of(stored);
        int threads = settings.threads().orElse(Runtime.getRuntime().availableProcessors());
        Inspector inspector = Inspector.open(stored, runtime, threads);
        ImageChecks checks = new ImageChecks(
                stored.recipe().description(),
                golden.prepared(inspector.preprocessing()),
                settings.productChecks().getOrDefault(product, settings.checks()));
        ActiveRecipe loaded = new ActiveRecipe(product, stored, inspector, golden, checks, turn, clock);
        for (int i = 0; i < golden.size(); i++) {
            GoldenResult result = loaded.judgeGolden(i, Deadline.in(settings.deadline()));
            if (!result.passed()) {
                loaded.release();
                throw new InputException("The recipe " + stored.directory() + " is not to be trusted on this machine: "
                        + result.image() + " " + result.difference() + ". Learn it again here");
            }
        }
        return loaded;
    }

    /** The recipe of a product, held for the caller, who releases it. */
    Optional<ActiveRecipe> hold(String product) {
        ActiveRecipe recipe = byProduct.get(product);
        // One that was let go between the two steps has a successor already.
        while (recipe != null && !recipe.hold()) {
            recipe = byProduct.get(product);
        }
        return Optional.ofNullable(recipe);
    }

    /** Those that judge now, in the order of their products. */
    public Collection<ActiveRecipe> all() {
        return List.copyOf(byProduct.values());
    }

    /** Lets go of all; each frees its memory when its last inspection ends. */
    @Override
    public void close() {
        activation.lock();
        try {
            byProduct.values().removeIf(recipe -> {
                recipe.release();
                return true;
            });
        } finally {
            activation.unlock();
        }
    }
}

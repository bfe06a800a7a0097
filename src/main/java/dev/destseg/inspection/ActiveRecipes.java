package dev.destseg.inspection;

import dev.destseg.image.ImageReader;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which recipe judges which product. A new one is loaded and checked beside the one that judges and then takes its place
 * in one step; inspections that were accepted before end with the recipe that they began with. Safe between threads.
 */
public final class ActiveRecipes implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ActiveRecipes.class);

    /** After these an appliance that starts has everything running that was to be started with it. */
    private static final int SETTLED_SECONDS = 1;

    private final RecipeLoader loader;
    private final InspectionSettings settings;
    private final Clock clock;
    private final int mostAtOnce;
    private final Map<String, ActiveRecipe> byProduct = new ConcurrentSkipListMap<>();
    /** Guarded by the lock of activations. */
    private final Map<String, RecipeLoader.Loaded> prepared = new TreeMap<>();

    private final Cores cores = new Cores();
    private final ScheduledThreadPoolExecutor dividing = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "networks");
        thread.setDaemon(true);
        return thread;
    });
    private final Lock activation = new ReentrantLock();

    /** @throws InputException when a setting is none that can be */
    public ActiveRecipes(InferenceRuntime runtime, InspectionSettings settings, Clock clock) {
        this.loader = new RecipeLoader(runtime, settings);
        this.settings = settings;
        this.clock = clock;
        this.mostAtOnce = Batches.most(settings.batch(), runtime);
        dividing.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Loads a recipe that judged on this machine before, so that its activation is a matter of a moment. It judges nothing
     * until then. Of its golden images one of each network is judged; {@link #verify} is to follow soon after the
     * activation. Nothing happens where a recipe judges the product or is prepared to.
     *
     * @throws InputException as {@link #activate(String, StoredRecipe, Runnable)}
     */
    public void prepare(String product, StoredRecipe stored) {
        activation.lock();
        try {
            if (!byProduct.containsKey(product) && !prepared.containsKey(product)) {
                requireRoom(product);
                prepared.put(product, loader.loadAgain(product, stored, threads(), cores));
            }
        } finally {
            activation.unlock();
        }
    }

    /**
     * Judges all golden images with the recipe that judges a product, beside its inspections; nothing where there is none.
     *
     * @throws RecipeRefusedException when one is judged otherwise than it must; the recipe goes on judging
     */
    public void verify(String product) {
        Optional<ActiveRecipe> judging = hold(product);
        if (judging.isEmpty()) {
            return;
        }
        try {
            judging.get().verify();
        } finally {
            judging.get().release();
        }
    }

    /** As {@link #activate(String, StoredRecipe, Runnable)}, of a recipe that nobody keeps. */
    public ActiveRecipe activate(String product, StoredRecipe stored) {
        return activate(product, stored, () -> {});
    }

    /**
     * Loads a recipe, checks its golden set on this machine and lets it judge the product from now on. One that was prepared is
     * loaded, and as far checked as {@link #prepare} has it.
     *
     * @param decided run when the recipe is known to be fit, just before it judges; what it throws prevents that
     * @throws InputException when the product's name cannot be recorded, the recipe cannot judge, gives other scores than it must, or there are too many products; the
     *     recipe before goes on judging
     */
    public ActiveRecipe activate(String product, StoredRecipe stored, Runnable decided) {
        ShortText.require("product", product);
        activation.lock();
        try {
            requireRoom(product);
            RecipeLoader.Loaded loaded =
                    prepared(product, stored).orElseGet(() -> loader.load(product, stored, threads(), cores));
            try {
                decided.run();
            } catch (RuntimeException e) {
                loaded.inspector().close();
                throw e;
            }
            Optional<Batches> batches =
                    Batches.of(loaded.inspector(), mostAtOnce, settings.batch().isPresent());
            ActiveRecipe active = new ActiveRecipe(product, loaded, cores, batches, clock);
            release(byProduct.put(product, active));
            divideSoon(active);
            return active;
        } finally {
            activation.unlock();
        }
    }

    /** What was prepared for the product, where it is this recipe; another is not wanted any more. */
    private Optional<RecipeLoader.Loaded> prepared(String product, StoredRecipe wanted) {
        RecipeLoader.Loaded loaded = prepared.remove(product);
        if (loaded == null) {
            return Optional.empty();
        }
        if (loaded.stored().recipe().digest().equals(wanted.recipe().digest())) {
            return Optional.of(loaded);
        }
        loaded.inspector().close();
        return Optional.empty();
    }

    /** Afterwards, so that neither an activation nor a start waits for it: until then images are judged one after the other. */
    private void divideSoon(ActiveRecipe recipe) {
        int share = threads() / 2;
        if (share == 0) {
            return;
        }
        try {
            dividing.schedule(() -> divide(recipe, share), SETTLED_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.debug("Nothing is divided any more", ending);
        }
    }

    /** Has two images judged side by side as soon as that can be, and not a while after the start. On any thread, at once. */
    public CompletableFuture<Void> divideNow() {
        int share = threads() / 2;
        return share == 0
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> all().forEach(recipe -> divide(recipe, share)), dividing);
    }

    private void divide(ActiveRecipe recipe, int share) {
        if (!recipe.hold()) {
            return;
        }
        try {
            if (recipe.isDivided()) {
                return;
            }
            recipe.divide(loader.half(recipe, share, cores));
        } catch (InputException | UncheckedIOException unfit) {
            LOG.warnf(
                    "%s: images are judged one after the other, since with half of the cores %s",
                    recipe.product(), unfit.getMessage());
        } catch (RuntimeException | OutOfMemoryError | LinkageError e) {
            LOG.errorf(e, "%s: images are judged one after the other", recipe.product());
        } finally {
            recipe.release();
        }
    }

    private void requireRoom(String product) {
        Set<String> products = new TreeSet<>(byProduct.keySet());
        products.addAll(prepared.keySet());
        if (!products.contains(product) && products.size() >= settings.products()) {
            throw new RecipeRefusedException(
                    Cause.TOO_MANY,
                    "There are " + products.size()
                            + " products already, as many as destseg.inspection.products allows;"
                            + " the memory of this machine has a bound");
        }
    }

    /** Most images that the networks are run for at once. */
    int mostAtOnce() {
        return mostAtOnce;
    }

    private int threads() {
        return settings.threads().orElse(Runtime.getRuntime().availableProcessors());
    }

    /** Lets no recipe judge the product any more. */
    public void deactivate(String product) {
        release(byProduct.remove(product));
    }

    private static void release(@Nullable ActiveRecipe before) {
        if (before != null) {
            before.release();
        }
    }

    /**
     * Loads a recipe to be compared with the active one of the product.
     *
     * @return the candidate; the caller closes it
     * @throws InputException when it cannot judge, or gives other scores than it must
     */
    public Candidate candidate(String product, StoredRecipe stored) {
        return new Candidate(loader.load(product, stored, 1, new Cores()), new ImageReader(settings.maxPixels()));
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

    /** The recipe that judges a product now; it may be let go of at any moment. */
    public Optional<ActiveRecipe> find(String product) {
        return Optional.ofNullable(byProduct.get(product));
    }

    /**
     * The recipe that judges parts of a product now; it may be let go of at any moment.
     *
     * @param product the only one that is judged when absent
     */
    public Optional<ActiveRecipe> judging(Optional<String> product) {
        if (product.isPresent()) {
            return find(product.get());
        }
        Collection<ActiveRecipe> all = all();
        return all.size() == 1 ? all.stream().findFirst() : Optional.empty();
    }

    /** Those that judge now, in the order of their products. */
    public Collection<ActiveRecipe> all() {
        return List.copyOf(byProduct.values());
    }

    /** Lets go of all; each frees its memory when its last inspection ends. */
    @Override
    public void close() {
        dividing.shutdown();
        activation.lock();
        try {
            prepared.values().forEach(loaded -> loaded.inspector().close());
            prepared.clear();
            byProduct.values().removeIf(recipe -> {
                recipe.release();
                return true;
            });
        } finally {
            activation.unlock();
        }
    }
}

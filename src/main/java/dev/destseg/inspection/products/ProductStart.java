package dev.destseg.inspection.products;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.recipe.Activation;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets products be judged that were before the appliance was stopped, as far as that is possible; once. Whoever hears of
 * verdicts is to listen before. Recipes may be loaded ahead of that by a thread of their own.
 */
final class ProductStart {
    private static final Logger LOG = Logger.getLogger(ProductStart.class);

    private final RecipeStore store;
    private final ActiveRecipes active;
    private final SortedMap<String, Optional<Sha256>> judging = new TreeMap<>();
    private final SortedMap<String, String> problems = new TreeMap<>();
    private final AtomicReference<CompletableFuture<Void>> ahead = new AtomicReference<>();

    ProductStart(RecipeStore store, ActiveRecipes active) {
        this.store = store;
        this.active = active;
    }

    /**
     * Has the active recipes loaded on a thread of its own, unless the start has begun; what cannot be loaded is found
     * again, and told, by the start.
     */
    void loadAhead() {
        CompletableFuture<Void> loading = new CompletableFuture<>();
        if (ahead.compareAndSet(null, loading)) {
            loading.completeAsync(this::prepare, ProductStart::run);
        }
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "recipes");
        thread.setDaemon(true);
        thread.start();
    }

    private @Nullable Void prepare() {
        store.activations().forEach((product, activation) -> {
            try {
                active.prepare(product, store.find(activation.active()));
            } catch (RuntimeException e) {
                LOG.debugf(e, "%s: the recipe %s could not be loaded ahead", product, activation.active());
            }
        });
        return null;
    }

    /** The active recipes first, then the candidates of products that are judged. */
    void start(Shadows shadows) {
        ahead.compareAndSet(null, CompletableFuture.completedFuture(null));
        awaitThoseAhead();
        SortedMap<String, Activation> activations = activations();
        activations.forEach((product, activation) -> judging.put(product, start(product, activation)));
        activations.forEach((product, activation) -> {
            if (Objects.requireNonNull(judging.get(product)).isPresent()) {
                activation.candidate().ifPresent(candidate -> resume(product, candidate, shadows));
            }
        });
    }

    private void awaitThoseAhead() {
        try {
            ahead.get().join();
        } catch (CompletionException e) {
            LOG.debug("Recipes could not be loaded ahead", e);
        }
    }

    /** The digest of the recipe that judges each product: the active one, or the last before it that can; "none" where none can. */
    ObjectNode judging() {
        ObjectNode digests = JsonNodeFactory.instance.objectNode();
        judging.forEach((product, recipe) ->
                digests.put(product, recipe.map(Sha256::toString).orElse("none")));
        return digests;
    }

    /** What is wrong, by product. */
    SortedMap<String, String> problems() {
        return problems;
    }

    /** Nothing when they cannot be read, which is told. */
    private SortedMap<String, Activation> activations() {
        try {
            return store.activations();
        } catch (InputException damaged) {
            tell("activations", damaged.getMessage());
            return Collections.emptySortedMap();
        }
    }

    /**
     * Reads every byte of the recipes that judge, of which the start believed the checksums that are remembered, and judges
     * all their golden images, of which it took one of each network. A product whose recipe was changed or judges otherwise
     * than it must is started anew: that recipe is digested and judged in full then, and if it is still not what it says,
     * the one before it judges, or none.
     *
     * @return what was wrong with products, in place of what the start found
     */
    SortedMap<String, String> verify() {
        problems.clear();
        judging.clear(); // It may be others since.
        activations().forEach((product, activation) -> {
            Optional<Sha256> judges = active.find(product).map(ActiveRecipe::digest);
            judging.put(product, judges);
            if (judges.isPresent() && !isSound(product, judges.get())) {
                judging.put(product, start(product, activation));
                if (Objects.requireNonNull(judging.get(product)).isEmpty()) {
                    active.deactivate(product);
                }
            }
        });
        return problems;
    }

    private boolean isSound(String product, Sha256 digest) {
        try {
            store.verify(digest);
            active.verify(product);
            return true;
        } catch (RuntimeException unsound) {
            LOG.errorf("%s: %s", product, unsound.getMessage());
            return false;
        }
    }

    private Optional<Sha256> start(String product, Activation activation) {
        Optional<Sha256> judging = Stream.concat(Stream.of(activation.active()), activation.before().stream())
                .filter(digest -> starts(product, digest))
                .findFirst();
        judging.filter(digest -> !digest.equals(activation.active()))
                .ifPresent(digest -> problems.merge(
                        product,
                        digest + ", which was active before, judges instead",
                        (problem, remedy) -> problem + ". " + remedy));
        return judging;
    }

    private boolean starts(String product, Sha256 digest) {
        try {
            active.activate(product, store.find(digest));
            return true;
        } catch (RuntimeException e) {
            // Whatever it is: other recipes and other products are to be tried.
            tell(product, "The recipe " + digest + " cannot judge: " + e.getMessage());
            return false;
        }
    }

    private void resume(String product, Sha256 candidate, Shadows shadows) {
        try {
            shadows.begin(product, active.candidate(product, store.get(candidate)));
        } catch (RuntimeException e) {
            tell(product, "The candidate " + candidate + " cannot judge: " + e.getMessage());
        }
    }

    private void tell(String product, String problem) {
        LOG.errorf("%s: %s", product, problem);
        problems.merge(product, problem, (before, more) -> before + ". " + more);
    }
}

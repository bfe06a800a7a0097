package dev.destseg.inspection.products;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets products be judged that were before the appliance was stopped, as far as that is possible; once, on a thread of its
 * own, so that it can be begun before anybody waits for it.
 */
final class ProductStart {
    private static final Logger LOG = Logger.getLogger(ProductStart.class);

    private final RecipeStore store;
    private final ActiveRecipes active;
    /** These are the thread's until it has ended, then those of whoever waited for it. */
    private SortedMap<String, Activation> activations = Collections.emptySortedMap();

    private final SortedMap<String, Optional<Sha256>> judging = new TreeMap<>();
    private final SortedMap<String, String> problems = new TreeMap<>();
    private @Nullable CompletableFuture<Void> begun;

    ProductStart(RecipeStore store, ActiveRecipes active) {
        this.store = store;
        this.active = active;
    }

    synchronized CompletableFuture<Void> begin() {
        if (begun == null) {
            begun = CompletableFuture.runAsync(this::start, ProductStart::run);
        }
        return begun;
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "recipes");
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for it, and begins it when nobody has; then the candidates go on of products that are judged. */
    void end(Shadows shadows) {
        try {
            begin().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
        activations.forEach((product, activation) -> {
            if (Objects.requireNonNull(judging.get(product)).isPresent()) {
                activation.candidate().ifPresent(candidate -> resume(product, candidate, shadows));
            }
        });
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

    private void start() {
        activations = activations();
        activations.forEach((product, activation) -> judging.put(product, start(product, activation)));
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

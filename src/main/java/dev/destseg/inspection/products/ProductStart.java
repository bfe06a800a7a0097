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
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Lets products be judged that were before the appliance was stopped, as far as that is possible; once. Whoever hears of verdicts is to
 * listen before. To load the recipes while the framework still starts took 0.90 of the start's time, and was taken back: its
 * socket is open before outputs, registers and gates listen, which would have missed what was judged in between.
 */
final class ProductStart {
    private static final Logger LOG = Logger.getLogger(ProductStart.class);

    private final RecipeStore store;
    private final ActiveRecipes active;
    private SortedMap<String, Activation> activations = Collections.emptySortedMap();

    private final SortedMap<String, Optional<Sha256>> judging = new TreeMap<>();
    private final SortedMap<String, String> problems = new TreeMap<>();

    ProductStart(RecipeStore store, ActiveRecipes active) {
        this.store = store;
        this.active = active;
    }

    /** The active recipes first, then the candidates of products that are judged. */
    void start(Shadows shadows) {
        activations = activations();
        activations.forEach((product, activation) -> judging.put(product, start(product, activation)));
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

package dev.destseg.inspection.products;

import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.recipe.Activation;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Lets products be judged that were before the appliance was stopped, as far as that is possible. */
record ProductStart(RecipeStore store, ActiveRecipes active, Shadows shadows, Map<String, String> problems) {
    private static final Logger LOG = Logger.getLogger(ProductStart.class);

    /** What the store says; nothing when it cannot be read, which is told. */
    SortedMap<String, Activation> activations() {
        try {
            return store.activations();
        } catch (InputException damaged) {
            tell("activations", damaged.getMessage());
            return Collections.emptySortedMap();
        }
    }

    /** @return the recipe that judges now: the active one, or the last before it that can */
    Optional<Sha256> start(String product, Activation activation) {
        Optional<Sha256> judging = Stream.concat(Stream.of(activation.active()), activation.before().stream())
                .filter(digest -> starts(product, digest))
                .findFirst();
        judging.filter(digest -> !digest.equals(activation.active()))
                .ifPresent(digest -> problems.merge(
                        product,
                        digest + ", which was active before, judges instead",
                        (problem, remedy) -> problem + ". " + remedy));
        if (judging.isPresent()) {
            activation.candidate().ifPresent(candidate -> resume(product, candidate));
        }
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

    private void resume(String product, Sha256 candidate) {
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

package dev.destseg.registry.sync;

import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeAdmission;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A recipe on a stick is taken on the same word as one of the registry.
 *
 * @param policy read anew each time
 */
record PolicyAdmission(Supplier<TrustPolicy> policy, Clock clock) implements RecipeAdmission {
    private static final Logger LOG = Logger.getLogger(PolicyAdmission.class);

    @Override
    public void require(Recipe recipe, List<Signature> signatures) {
        policy.get().admit(recipe, signatures, clock.instant());
    }

    /** A policy that cannot be used lets nothing new in, but a plant can go back to a recipe that it has taken. */
    @Override
    public Optional<String> revoked(Recipe recipe, List<Signature> signatures) {
        try {
            return policy.get().revoked(recipe, signatures, clock.instant());
        } catch (InputException unusable) {
            LOG.warn(unusable.getMessage());
            return Optional.empty();
        }
    }
}

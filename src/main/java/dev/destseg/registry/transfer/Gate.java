package dev.destseg.registry.transfer;

import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.trust.Admission;
import dev.destseg.registry.trust.TrustPolicy;
import java.time.Clock;
import java.util.List;

/** What is asked before anything of a recipe is fetched, and again when it is known what product it is for. */
public interface Gate {
    /** @throws dev.destseg.registry.RegistryRefusedException when it may not be taken */
    Admission admit(Repository repository, Sha256 artifact, List<Signature> signatures);

    /** @throws dev.destseg.registry.RegistryRefusedException when it may not be taken */
    void requireProduct(Admission admission, Recipe recipe);

    static Gate of(TrustPolicy policy, Clock clock) {
        return new Gate() {
            @Override
            public Admission admit(Repository repository, Sha256 artifact, List<Signature> signatures) {
                return policy.admit(repository.host(), repository.name(), artifact, signatures, clock.instant());
            }

            @Override
            public void requireProduct(Admission admission, Recipe recipe) {
                policy.requireProduct(admission, recipe);
            }
        };
    }

    /** Takes everything; for people who say so. */
    static Gate open() {
        return new Gate() {
            @Override
            public Admission admit(Repository repository, Sha256 artifact, List<Signature> signatures) {
                return new Admission(List.of(), List.of());
            }

            @Override
            public void requireProduct(Admission admission, Recipe recipe) {}
        };
    }
}

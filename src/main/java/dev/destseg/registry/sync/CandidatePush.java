package dev.destseg.registry.sync;

import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.transfer.RecipePush;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends what this box has learned to the registry, signed by the box, for people to look at. */
public final class CandidatePush {
    private final RecipeStore store;
    private final Optional<Supplier<Outbox>> outbox;
    private final Clock clock;

    /** @param outbox nothing where nothing says where candidates go; throws when key or password cannot be used */
    CandidatePush(RecipeStore store, Optional<Supplier<Outbox>> outbox, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @return where it lies: its tag is the station and the begin of its digest
     * @throws RegistryRefusedException when nothing says where candidates go
     * @throws dev.destseg.tensor.InputException when there is no such recipe, or the registry cannot be reached
     */
    public String push(Sha256 recipe) {
        Outbox there = outbox.orElseThrow(() -> new RegistryRefusedException(
                        Refusal.UNSUITABLE,
                        "Nothing says where candidates go; set destseg.registry.host, .candidates and .key"))
                .get();
        StoredRecipe stored = store.get(recipe);
        List<Signature> signatures = new ArrayList<>(store.signatures(recipe));
        signatures.add(there.sign(recipe, clock.instant()));
        Reference tag = there.tag(recipe);
        new RecipePush(there.client(), bytes -> {}).push(stored, signatures, tag);
        return tag.toString();
    }
}

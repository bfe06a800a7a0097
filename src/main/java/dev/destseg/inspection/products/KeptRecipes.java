package dev.destseg.inspection.products;

import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.journal.Event;
import dev.destseg.recipe.Composition;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeAdmission;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import dev.destseg.tensor.InputException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which recipes stay on the box: what came is written down, and of each name the last ones are kept. Not safe between threads, for what
 * comes must not be taken for surplus before it was ever listed.
 *
 * @param admission asked before one that came as a file is kept, and whether one that is kept was revoked since
 * @param count how many recipes of a name are kept
 */
record KeptRecipes(RecipeStore store, ActiveRecipes active, ChangeLog changes, RecipeAdmission admission, int count) {
    private static final String CHOSEN_BY_HAND = "by-hand";
    /** The version of what is made here. */
    private static final String FIRST = "1";

    /** Writes down that a recipe has come. */
    Recipe added(StoredRecipe stored, String who) {
        Sha256 digest = stored.recipe().digest();
        changes.keep(changes.event(
                Event.IMPORT,
                who,
                ChangeLog.recipe(digest)
                        .put("name", stored.recipe().description().name())));
        keepLast(Set.of(digest));
        return stored.recipe();
    }

    /** As {@link Products#importFrom}, once it has come. */
    Recipe take(InputStream archive, String name, String who) {
        return added(store.importFrom(archive, name, admission), who);
    }

    /** @throws RecipeRefusedException when the policy has revoked it */
    void requireNotRevoked(Recipe recipe) {
        admission.revoked(recipe, store.signatures(recipe.digest())).ifPresent(why -> {
            throw new RecipeRefusedException(
                    Cause.REVOKED, why + ", so it is not to judge; choose another recipe, or mend the policy");
        });
    }

    /** As {@link Products#withThreshold}. */
    Recipe withThreshold(Sha256 digest, double threshold, String reason, String who) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new InputException("A threshold is a number from 0 to 1, not " + threshold);
        }
        Threshold before = store.describe(digest).description().threshold();
        Threshold chosen = new Threshold(
                threshold, CHOSEN_BY_HAND, reason, before.images(), OptionalDouble.empty(), OptionalDouble.empty());
        StoredRecipe source = store.get(digest);
        Recipe made = source.recipe().withThreshold(chosen, changes.clock().instant());
        return added(store.addMade(made, source::content), who);
    }

    /** As {@link Products#compose}. */
    Recipe compose(String name, List<WantedZone> zones, String tool, String who) {
        Composition composition = new Composition();
        zones.forEach(zone -> composition.add(zone.name(), zone.box(), store.get(zone.recipe())));
        Recipe made = composition.recipe(name, FIRST, tool, changes.clock().instant());
        Map<String, Content> contents = composition.contents();
        return added(store.addMade(made, file -> Objects.requireNonNull(contents.get(file))), who);
    }

    /** As {@link Products#delete}. */
    void delete(Sha256 digest, String who) {
        Event event = changes.event(Event.DELETION, who, ChangeLog.recipe(digest));
        if (judging().contains(digest)) {
            throw new RecipeRefusedException(
                    Cause.IN_USE,
                    "The recipe " + digest + " judges at present; let another one judge before you delete it");
        }
        store.delete(digest);
        changes.keep(event);
    }

    /** @param spared beside those that judge, for the one that the store calls active may have failed at the start */
    void keepLast(Set<Sha256> spared) {
        Set<Sha256> needed = judging();
        needed.addAll(spared);
        for (Sha256 deleted : store.keepLast(count, needed)) {
            changes.keep(changes.event(Event.DELETION, Products.APPLIANCE, ChangeLog.recipe(deleted)));
        }
    }

    private Set<Sha256> judging() {
        return active.all().stream().map(ActiveRecipe::digest).collect(Collectors.toCollection(HashSet::new));
    }
}

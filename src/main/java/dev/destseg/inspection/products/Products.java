package dev.destseg.inspection.products;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.Candidate;
import dev.destseg.inspection.journal.Event;
import dev.destseg.recipe.Activation;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeAdmission;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which recipe judges which product, now and after a restart. A recipe is loaded and checked, then the change is written
 * into the journal and into the store, then the recipe takes over; a kill in between leaves the one before or the new one,
 * both of which are fit to judge. Safe between threads.
 *
 * <p>Whoever makes a change is named with it: {@code who} is a short text.
 */
public final class Products {
    static final String APPLIANCE = "appliance";

    private final RecipeStore store;
    private final ActiveRecipes active;
    private final ProductStart start;
    private final Shadows shadows;
    private final ChangeLog changes;
    private final Path uploads;
    /** Guarded by this. */
    private final KeptRecipes kept;

    private final Map<String, String> problems = new ConcurrentSkipListMap<>();

    /**
     * @param store stays the caller's, as all others do
     * @param admission asked before a recipe that came as a file is kept, and whether one that is kept was revoked since
     * @param uploads where files lie while they come in
     * @param keep how many recipes of a name are kept
     */
    Products(
            RecipeStore store,
            ActiveRecipes active,
            ProductStart start,
            Shadows shadows,
            ChangeLog changes,
            RecipeAdmission admission,
            Path uploads,
            int keep) {
        this.store = store;
        this.active = active;
        this.start = start;
        this.shadows = shadows;
        this.changes = changes;
        this.uploads = uploads;
        this.kept = new KeptRecipes(store, active, changes, admission, keep);
    }

    /**
     * Lets the recipes judge that the store says are active. One that cannot is replaced by the one before it until the
     * next start; what is wrong is then among {@link #problems}. The journal hears of what judges, so that it is right
     * again also after a kill.
     */
    public synchronized void start() {
        start.start(shadows);
        problems.putAll(start.problems());
        changes.keep(changes.event(Event.START, APPLIANCE, start.judging()));
    }

    /**
     * Reads every byte of the recipes that judge since the start, and judges all their golden images; the start looked at
     * checksums and one of these. Once, soon after it. One that is not what it says is replaced as at the start, and told
     * of as there.
     */
    public synchronized void verify() {
        SortedMap<String, String> found = start.verify();
        found.forEach((product, problem) -> {
            problems.merge(product, problem, (before, more) -> before + ". " + more);
            if (active.find(product).isEmpty()) {
                shadows.end(product);
            }
        });
        if (!found.isEmpty()) {
            changes.keep(changes.event(Event.START, APPLIANCE, start.judging()));
        }
    }

    /** What is wrong, by product. */
    public SortedMap<String, String> problems() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(problems));
    }

    /** Has people know that a product cannot be judged yet, and why. */
    public void announce(String product, String problem) {
        problems.put(product, problem);
    }

    /** Whether there is no recipe at all, nor anything wrong that could be why. */
    public boolean isEmpty() {
        return problems.isEmpty() && store.list().isEmpty();
    }

    /**
     * Lets a recipe of the store judge a product from now on.
     *
     * @return the recipe, which judges
     * @throws dev.destseg.tensor.InputException when it is not there, damaged, or not fit to judge on this machine; the
     *     one before goes on judging
     */
    public synchronized ActiveRecipe activate(String product, Sha256 digest, String who) {
        Optional<ActiveRecipe> judging =
                active.find(product).filter(recipe -> recipe.digest().equals(digest));
        if (judging.isPresent() && store.active(product).equals(Optional.of(digest))) {
            return judging.get();
        }
        return change(
                product,
                digest,
                Event.ACTIVATION,
                who,
                JsonNodeFactory.instance.objectNode(),
                () -> store.activate(product, digest));
    }

    /**
     * Lets the recipe judge again that judged before.
     *
     * @param reason why, for the journal
     * @throws dev.destseg.tensor.InputException when there was none, or it is not fit to judge
     */
    public synchronized ActiveRecipe rollBack(String product, String who, Optional<String> reason) {
        return rollBackTo(product, store.previous(product), who, reason);
    }

    /**
     * Lets one of the recipes judge again that judged before.
     *
     * @param reason why, for the journal
     * @throws dev.destseg.tensor.InputException when it is none of them, or not fit to judge
     */
    public synchronized ActiveRecipe rollBackTo(String product, Sha256 digest, String who, Optional<String> reason) {
        ObjectNode details = JsonNodeFactory.instance.objectNode();
        reason.ifPresent(text -> details.put("why", text));
        return change(product, digest, Event.ROLL_BACK, who, details, () -> store.rollBackTo(product, digest));
    }

    private ActiveRecipe change(
            String product, Sha256 digest, String kind, String who, ObjectNode more, Runnable persist) {
        ObjectNode details = ChangeLog.recipe(digest).put("product", product);
        details.setAll(more);
        active.find(product)
                .ifPresent(before -> details.put("before", before.digest().toString()));
        Event event = changes.event(kind, who, details);
        StoredRecipe stored = store.get(digest);
        ActiveRecipe now;
        try {
            kept.requireNotRevoked(stored.recipe());
            now = active.activate(product, stored, () -> {
                changes.keep(event);
                persist.run();
            });
        } catch (RuntimeException e) {
            changes.keepFailed(event, e);
            throw e;
        }
        problems.remove(product);
        if (shadows.find(product)
                .filter(shadow -> shadow.candidate().equals(digest))
                .isPresent()) {
            shadows.end(product);
        }
        kept.keepLast(Set.of());
        return now;
    }

    /**
     * @throws RecipeRefusedException when no recipe judges the product, as none does afterwards
     */
    public synchronized void deactivate(String product, String who) {
        Event event = changes.event(
                Event.DEACTIVATION, who, JsonNodeFactory.instance.objectNode().put("product", product));
        store.deactivate(product);
        shadows.end(product);
        active.deactivate(product);
        problems.remove(product);
        changes.keep(event);
    }

    /**
     * Takes in a recipe from one file.
     *
     * @param archive may come slowly; read to its end, and left open
     * @param name what messages call the file
     * @throws dev.destseg.tensor.InputException when it is no archive of a sound recipe
     */
    public Recipe importFrom(InputStream archive, String name, String who) {
        changes.event(Event.IMPORT, who, JsonNodeFactory.instance.objectNode()); // Refuses a name that is none.
        try (Upload upload = Upload.receive(archive, uploads);
                InputStream received = upload.content()) {
            return take(received, name, who);
        } catch (IOException e) {
            throw new UncheckedIOException("The recipe " + name + " could not be received: " + e.getMessage(), e);
        }
    }

    /** One after the other, so that none is taken for surplus before it was ever listed. */
    private synchronized Recipe take(InputStream archive, String name, String who) {
        return kept.take(archive, name, who);
    }

    /**
     * Takes in a copy of a recipe; one that is here already stays as it is.
     *
     * @throws dev.destseg.tensor.InputException when it has been changed since it was read
     */
    public synchronized void add(StoredRecipe recipe, String who) {
        if (!store.has(recipe.recipe().digest())) {
            kept.added(store.add(recipe.directory()), who);
        }
    }

    /**
     * Makes a recipe of one that is kept, with another threshold; it judges nothing yet.
     *
     * @param threshold in the unit of the anomaly score
     * @param reason why, for people
     * @throws dev.destseg.tensor.InputException when there is no such recipe, or the threshold is no number from 0 to 1
     */
    public synchronized Recipe withThreshold(Sha256 digest, double threshold, String reason, String who) {
        return kept.withThreshold(digest, threshold, reason, who);
    }

    /** Makes a recipe of zones of recipes that are kept, as {@link dev.destseg.recipe.Composition} has it; it judges nothing yet. */
    public synchronized Recipe compose(String name, List<WantedZone> zones, String tool, String who) {
        return kept.compose(name, zones, tool, who);
    }

    /**
     * Deletes a recipe.
     *
     * @throws RecipeRefusedException when there is none, it judges, or is a candidate
     */
    public synchronized void delete(Sha256 digest, String who) {
        kept.delete(digest, who);
    }

    /**
     * Lets a recipe of the store judge beside the active one, for comparison. There is one for a product; another is
     * replaced.
     *
     * @throws dev.destseg.tensor.InputException when no recipe is active, the candidate is not fit to judge, or there are
     *     too many of them
     */
    public synchronized Shadow shadow(String product, Sha256 digest, String who) {
        Event event =
                changes.event(Event.CANDIDATE, who, ChangeLog.recipe(digest).put("product", product));
        shadows.requireRoom(product);
        kept.requireNotRevoked(store.describe(digest));
        Candidate candidate = active.candidate(product, store.get(digest));
        try {
            store.setCandidate(product, Optional.of(digest));
        } catch (RuntimeException e) {
            candidate.close();
            throw e;
        }
        Shadow begun = shadows.begin(product, candidate);
        changes.keep(event);
        return begun;
    }

    /** @throws RecipeRefusedException when no candidate judges beside the active recipe of the product */
    public Shadow shadow(String product) {
        return shadows.find(product).orElseThrow(() -> Shadows.none(product));
    }

    /**
     * Lets the candidate of a product judge in earnest.
     *
     * @throws dev.destseg.tensor.InputException when there is none
     */
    public synchronized ActiveRecipe promote(String product, String who) {
        return activate(product, shadow(product).candidate(), who);
    }

    /**
     * Ends the comparison, also one that could not go on after the start; what was written down stays.
     *
     * @throws RecipeRefusedException when there is none
     */
    public synchronized void endShadow(String product, String who) {
        Sha256 candidate = Optional.ofNullable(store.activations().get(product))
                .flatMap(Activation::candidate)
                .orElseThrow(() -> Shadows.none(product));
        Event event = changes.event(
                Event.CANDIDATE_END, who, ChangeLog.recipe(candidate).put("product", product));
        store.setCandidate(product, Optional.empty());
        shadows.end(product);
        if (active.find(product).map(ActiveRecipe::digest).equals(store.active(product))) {
            problems.remove(product);
        }
        changes.keep(event);
    }
}

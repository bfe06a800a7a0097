package dev.destseg.inspection.drift;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.JournalException;
import dev.destseg.recipe.Drifts;
import dev.destseg.recipe.Sha256;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Watches the images of every product. What drifts is said in the log and in the journal, once when it begins and once when
 * it ends. A new recipe, and a start, begin anew. Safe between threads.
 */
@ApplicationScoped
public class DriftWatch implements Drifts {
    private static final Logger LOG = Logger.getLogger(DriftWatch.class);

    /** So that what asks this for its figures finds those of the same inspection. */
    private static final int BEFORE_METERS = 100;

    private final Journal journal;
    private final Map<String, ProductDrift> products = new ConcurrentHashMap<>();

    DriftWatch(Journal journal) {
        this.journal = journal;
    }

    /** As many products as have recipes; their number is bounded by the configuration. */
    void watch(@Observes @Priority(BEFORE_METERS) CompletedInspection inspection) {
        if (inspection.recipe().isEmpty()) {
            return;
        }
        Sha256 recipe = inspection.inspection().recipe();
        ProductDrift drift = products.compute(
                inspection.product(),
                (product, before) -> before != null && before.isOf(recipe)
                        ? before
                        : new ProductDrift(
                                product,
                                recipe,
                                inspection.recipe().get().light(),
                                inspection.recipe().get().goodTraits()));
        inspection.traits().ifPresent(traits -> drift.add(
                        traits, inspection.inspection().score())
                .forEach(this::tell));
    }

    private void tell(DriftChange change) {
        LOG.warn(change.sentence());
        DriftState state = change.state();
        ObjectNode details = JsonNodeFactory.instance
                .objectNode()
                .put("product", change.product())
                .put("recipe", change.recipe().toString())
                .put("trait", change.trait().name().toLowerCase(Locale.ROOT))
                .put("drifts", state.alarmed())
                .put("average", state.average())
                .put("mean", state.mean())
                .put("band", state.halfWidth());
        try {
            journal.append(new Event(Instant.now(), Event.DRIFT, Event.APPLIANCE, details));
        } catch (JournalException e) {
            // The inspection is kept all the same; its verdict must not be lost for this.
            LOG.errorf("A drift could not be written down: %s", e.getMessage());
        }
    }

    /** Empty when this is not watched, or not yet. */
    public Optional<DriftState> state(String product, Trait trait) {
        return Optional.ofNullable(products.get(product))
                .map(ProductDrift::states)
                .map(states -> states.get(trait));
    }

    @Override
    public double farthest(String product) {
        ProductDrift drift = products.get(product);
        return drift == null ? 0 : drift.farthest();
    }

    /** Where the watched traits of each product stand. */
    public SortedMap<String, Map<Trait, DriftState>> states() {
        SortedMap<String, Map<Trait, DriftState>> states = new TreeMap<>();
        products.forEach((product, drift) -> states.put(product, drift.states()));
        return Collections.unmodifiableSortedMap(states);
    }
}

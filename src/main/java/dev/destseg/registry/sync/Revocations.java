package dev.destseg.registry.sync;

import dev.destseg.recipe.Activation;
import dev.destseg.recipe.JudgedProducts;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.sync.RegistrySettings.WhenRevoked;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks now and then whether the policy has revoked what judges, wherever it came from and whether or not the registry
 * answers. It never leaves a product without a recipe: what is revoked goes on judging, which is told, until another one
 * takes over; where the settings want it, the last one before that was not revoked does. Safe between threads.
 */
public final class Revocations implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Revocations.class);

    private final Optional<Supplier<TrustPolicy>> policy;
    private final RecipeStore store;
    private final JudgedProducts products;
    private final WhenRevoked reaction;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "revocations"));
    private volatile SortedMap<String, Revoked> revoked = Collections.emptySortedMap();
    private volatile Optional<String> problem = Optional.empty();

    /**
     * A recipe that judges though it was revoked.
     *
     * @param why it is not to be trusted any more
     * @param words what is done about it
     */
    public record Revoked(Sha256 recipe, String why, String words) {
        /** For people. */
        public String sentence() {
            return why + "; " + words;
        }
    }

    /** @param policy read anew at each look; nothing is revoked without one */
    Revocations(
            Optional<Supplier<TrustPolicy>> policy,
            RecipeStore store,
            JudgedProducts products,
            WhenRevoked reaction,
            Clock clock) {
        this.policy = policy;
        this.store = store;
        this.products = products;
        this.reaction = reaction;
        this.clock = clock;
    }

    /** Looks at once, and then again and again. */
    void start(Duration interval) {
        if (policy.isPresent()) {
            thread.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Looks now. What goes wrong is among {@link #problem}, and looked at again. */
    public synchronized void look() {
        if (policy.isEmpty()) {
            return;
        }
        try {
            TrustPolicy now = policy.get().get();
            SortedMap<String, Revoked> found = new TreeMap<>();
            store.activations().forEach((product, activation) -> look(product, activation, now)
                    .ifPresent(bad -> found.put(product, bad)));
            revoked = Collections.unmodifiableSortedMap(found);
            problem = Optional.empty();
        } catch (InputException unusable) {
            problem = Optional.of(unusable.getMessage());
            LOG.warnf("Whether what judges was revoked cannot be seen: %s", unusable.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) { // Or nobody would ever look again.
            problem = Optional.of(String.valueOf(e.getMessage()));
            LOG.error("Whether what judges was revoked cannot be seen", e);
        }
    }

    private Optional<Revoked> look(String product, Activation activation, TrustPolicy now) {
        Optional<Sha256> judging = products.judging(product);
        Optional<String> why = judging.flatMap(recipe -> why(recipe, now));
        if (why.isEmpty()) {
            return Optional.empty();
        }
        boolean known =
                Optional.ofNullable(revoked.get(product)).map(Revoked::recipe).equals(judging);
        if (!known) {
            tell(product, judging.get(), why.get());
        }
        return switch (reaction) {
            case WARN ->
                Optional.of(new Revoked(judging.get(), why.get(), "it goes on judging until another one does"));
            case ROLL_BACK -> rollBack(product, judging.get(), why.get(), activation, now);
        };
    }

    private void tell(String product, Sha256 recipe, String why) {
        LOG.errorf("%s: %s", product, why);
        try {
            products.keepRevoked(product, recipe, ChannelFollower.WHO, why);
        } catch (RuntimeException unwritten) {
            // Health tells of a journal that cannot be written; what follows from this goes before.
            LOG.error("That could not be written into the journal", unwritten);
        }
    }

    /** @return nothing when the recipe is known to be trusted, or is not here */
    private Optional<String> why(Sha256 recipe, TrustPolicy now) {
        return store.has(recipe)
                ? now.revoked(store.describe(recipe), store.signatures(recipe), clock.instant())
                : Optional.empty();
    }

    private Optional<Revoked> rollBack(String product, Sha256 bad, String why, Activation activation, TrustPolicy now) {
        for (Sha256 before : activation.before()) {
            if (store.has(before) && why(before, now).isEmpty() && rolledBack(product, before, why)) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new Revoked(bad, why, "it goes on judging, for there is none before it that is trusted and fit"));
    }

    private boolean rolledBack(String product, Sha256 before, String why) {
        try {
            products.rollBackTo(product, before, ChannelFollower.WHO, why);
            LOG.warnf("%s: %s judges again", product, before);
            return true;
        } catch (InputException unfit) {
            LOG.warnf("%s: %s cannot judge in its place: %s", product, before, unfit.getMessage());
            return false;
        }
    }

    /** What judges though it was revoked, by product. */
    public SortedMap<String, Revoked> revoked() {
        SortedMap<String, Revoked> judging = new TreeMap<>(revoked);
        judging.entrySet().removeIf(each -> !products.judging(each.getKey())
                .equals(Optional.of(each.getValue().recipe())));
        return judging;
    }

    /** Why that is not known, as when the policy cannot be used. */
    public Optional<String> problem() {
        return problem;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

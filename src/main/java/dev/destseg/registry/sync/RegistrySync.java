package dev.destseg.registry.sync;

import dev.destseg.recipe.ComingRecipes;
import dev.destseg.registry.UnreachableException;
import dev.destseg.tensor.InputException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Follows the channels of a box in a thread of its own: now and then, and when it is asked to. The registry may be away for
 * as long as it likes; the box goes on with what it has. Safe between threads.
 */
public final class RegistrySync implements AutoCloseable, ComingRecipes {
    private static final Logger LOG = Logger.getLogger(RegistrySync.class);

    private final Map<String, ChannelFollower> followers;
    private final Optional<String> obstacle;
    private final Pauses pauses;
    private final Consumer<SortedMap<String, ChannelState>> report;
    private final Revocations revocations;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "registry"));
    private int failures;

    /**
     * @param obstacle why nothing is followed at all, in words
     * @param revocations looked for before each synchronisation, and by themselves; closed with this
     * @param report hears of every synchronisation; what it throws is logged
     */
    RegistrySync(
            Map<String, ChannelFollower> followers,
            Optional<String> obstacle,
            Pauses pauses,
            Revocations revocations,
            Consumer<SortedMap<String, ChannelState>> report,
            Clock clock) {
        this.followers = new TreeMap<>(followers);
        this.obstacle = obstacle;
        this.pauses = pauses;
        this.revocations = revocations;
        this.report = report;
        this.clock = clock;
    }

    /** Begins to follow; the first time at once. */
    public void start() {
        revocations.start(pauses.interval());
        if (!followers.isEmpty()) {
            thread.schedule(this::run, 0, TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        failures = isWell() ? 0 : failures + 1;
        Duration pause = pauses.after(failures, ThreadLocalRandom.current().nextDouble());
        thread.schedule(this::run, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whatever fails inside, the channels are followed on. */
    private boolean isWell() {
        try {
            return now().isEmpty();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("The channels could not be followed", e);
            return false;
        }
    }

    /**
     * Synchronises now.
     *
     * @return what went wrong: of the policy, and of each product where something did
     */
    public synchronized List<String> now() {
        revocations.look();
        List<String> problems = new ArrayList<>(revocations.problem().stream().toList());
        followers.forEach((product, follower) -> {
            try {
                follower.step();
            } catch (InputException | UncheckedIOException e) {
                LOG.warnf("%s: %s", product, e.getMessage());
                problems.add(product + ": " + e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s cannot follow its channel", product);
                problems.add(product + ": " + e);
            }
        });
        try {
            report.accept(states());
        } catch (UnreachableException e) {
            LOG.debugf("No report was sent: %s", e.getMessage());
        } catch (InputException e) {
            LOG.warnf("No report was sent: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("No report was sent", e);
        }
        return problems;
    }

    /** Why nothing is followed at all; empty when channels are followed. */
    public Optional<String> obstacle() {
        return obstacle;
    }

    /** What is known of each channel, by product. */
    public SortedMap<String, ChannelState> states() {
        SortedMap<String, ChannelState> states = new TreeMap<>();
        followers.forEach((product, follower) -> states.put(product, follower.state()));
        return states;
    }

    @Override
    public boolean isComing(String product) {
        ChannelFollower follower = followers.get(product);
        if (follower == null) {
            return false;
        }
        ChannelState state = follower.state();
        return state.stage().isOnItsWay() && state.problem().isEmpty();
    }

    /** Where the channel of a product is. */
    public String tag(String product) {
        return followers.get(product).tag().toString();
    }

    /** How old the oldest synchronisation is; nothing when no channel is followed, or the registry never answered. */
    public Optional<Duration> age() {
        Instant now = clock.instant();
        List<Optional<Instant>> asked =
                states().values().stream().map(ChannelState::asked).toList();
        if (asked.isEmpty() || asked.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return asked.stream().map(time -> Duration.between(time.get(), now)).max(Duration::compareTo);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        revocations.close();
    }
}

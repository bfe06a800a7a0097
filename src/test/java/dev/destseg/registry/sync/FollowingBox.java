package dev.destseg.registry.sync;

import dev.destseg.recipe.JudgedProducts;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.sync.ChannelFollower.Box;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;

/** A box whose store is real, and whose parts and clock the test says. */
final class FollowingBox implements JudgedProducts {
    static final Duration WINDOW = Duration.ofMinutes(30);
    /** Times the network of a new recipe may take as long as before. */
    static final double SLOWER = 2;

    static final int PARTS = 20;

    private final Plant plant;
    private final Path folder;
    private final String station;
    private final RecipeStore store;
    private final Reference tag;
    private final RegistryClient client;
    private final int shadowParts;
    private final Set<Sha256> unfit = new HashSet<>();
    private final List<String> kept = new ArrayList<>();
    private Instant now = Instant.parse("2026-06-01T00:00:00Z");
    private Judged judged = new Judged(0, 0, 0, Duration.ZERO);
    private Optional<Sha256> candidate = Optional.empty();
    private long leastFreeBytes;
    private long comparedParts;
    private Judged earlier = new Judged(0, 0, 0, Duration.ZERO);
    private boolean killed;
    private boolean loading;
    private Consumer<Sha256> heard = recipe -> {};
    private ChannelFollower follower;

    /** As a loss of power would end it. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    FollowingBox(Plant plant, Path folder, String station) {
        this(plant, folder, station, plant.tag(), 0, plant.registry().client());
    }

    private FollowingBox(
            Plant plant, Path folder, String station, Reference tag, int shadowParts, RegistryClient client) {
        this.client = client;
        this.plant = plant;
        this.folder = folder;
        this.station = station;
        this.tag = tag;
        this.shadowParts = shadowParts;
        this.store = RecipeStore.open(folder.resolve("recipes"));
        this.follower = restarted();
    }

    FollowingBox comparing(int parts) {
        return new FollowingBox(plant, folder, station, tag, parts, client);
    }

    FollowingBox following(Reference other) {
        return new FollowingBox(plant, folder, station, other, shadowParts, client);
    }

    /** Following its channel at another address of its registry. */
    FollowingBox at(String host, RegistryClient other) {
        Reference there = new Reference(new Repository(host, tag.repository().name()), tag.target());
        return new FollowingBox(plant, folder, station, there, shadowParts, other);
    }

    /** By another way, telling of each recipe that takes over. */
    FollowingBox through(Reference other, Consumer<Sha256> listener) {
        FollowingBox box = following(other);
        box.heard = listener;
        return box;
    }

    ChannelFollower follower() {
        return follower;
    }

    /** As after a start of the appliance. */
    ChannelFollower restarted() {
        killed = false;
        follower = new ChannelFollower(
                "tiny",
                tag,
                client,
                plant::policy,
                store,
                this,
                new Box(station, "0.1.0", "linux/test", shadowParts, leastFreeBytes),
                new RecipeWatch(this, new Watched()),
                folder.resolve("registry"),
                new Hands());
        return follower;
    }

    Optional<Sha256> judging() {
        return judging("tiny");
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void judged(long parts, long rejected) {
        judged = new Judged(parts, rejected, 0, Duration.ZERO);
    }

    void notJudged(long parts, long unjudged) {
        judged = new Judged(parts, 0, unjudged, Duration.ZERO);
    }

    /** Times of the network: of the recipe that judges, and of the one before. */
    void took(Duration time, Duration before) {
        judged = new Judged(PARTS, 0, 0, time);
        earlier = new Judged(PARTS, 0, 0, before);
    }

    /** What has to stay free of the disk from the next start on. */
    void keepsFree(long bytes) {
        leastFreeBytes = bytes;
        restarted();
    }

    void compared(long parts) {
        comparedParts = parts;
    }

    void unfit(Sha256 recipe) {
        unfit.add(recipe);
    }

    void killAfterActivation() {
        killed = true;
    }

    @Override
    public Set<String> products() {
        return store.activations().keySet();
    }

    @Override
    public Optional<Sha256> judging(String product) {
        return loading ? Optional.empty() : store.active(product);
    }

    /** Whether its recipes are not loaded yet. */
    void loading(boolean still) {
        loading = still;
    }

    @Override
    public void activate(String product, Sha256 recipe, String who) {
        if (unfit.contains(recipe)) {
            throw new InputException("the golden set comes out otherwise");
        }
        store.activate(product, recipe);
        heard.accept(recipe);
        judged(0, 0);
        if (killed) {
            throw new Killed();
        }
    }

    @Override
    public void rollBack(String product, String who, String why) {
        store.rollBackTo(product, store.previous(product));
    }

    @Override
    public void rollBackTo(String product, Sha256 recipe, String who, String why) {
        if (unfit.contains(recipe)) {
            throw new InputException("the golden set comes out otherwise");
        }
        store.rollBackTo(product, recipe);
        kept.add(who + " rolled back to " + recipe + ": " + why);
    }

    @Override
    public void keepRevoked(String product, Sha256 recipe, String who, String why) {
        kept.add(who + " revoked " + recipe + ": " + why);
    }

    /** What was written down. */
    List<String> kept() {
        return kept;
    }

    RecipeStore store() {
        return store;
    }

    @Override
    public void compare(String product, Sha256 recipe, String who) {
        candidate = Optional.of(recipe);
    }

    @Override
    public Optional<Long> compared(String product, Sha256 recipe) {
        return candidate.filter(recipe::equals).map(is -> comparedParts);
    }

    @Override
    public Judged judged(String product, Sha256 recipe, Instant since) {
        return judging(product).equals(Optional.of(recipe)) ? judged : earlier;
    }

    @Override
    public List<String> drifts(String product) {
        return List.of();
    }

    /** Moved by the test. */
    private final class Hands extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    record Watched() implements RegistrySettings.WatchSettings {
        @Override
        public Duration window() {
            return WINDOW;
        }

        @Override
        public int parts() {
            return PARTS;
        }

        @Override
        public double rejects() {
            return 0.5;
        }

        @Override
        public double unjudged() {
            return 0.2;
        }

        @Override
        public OptionalDouble latency() {
            return OptionalDouble.of(SLOWER);
        }
    }
}

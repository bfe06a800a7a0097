package dev.destseg.registry.sync;

import dev.destseg.recipe.JudgedProducts;
import dev.destseg.recipe.RecipeAdmission;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.ThisAppliance;
import dev.destseg.registry.fleet.Fleet;
import dev.destseg.registry.fleet.StationHealth;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryAccess;
import dev.destseg.registry.oci.RegistryAccess.Credentials;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.sync.ChannelFollower.Box;
import dev.destseg.registry.sync.RegistrySettings.ChannelSettings;
import dev.destseg.registry.trust.SigningKey;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Puts together what follows the registry, from the configuration. */
@ApplicationScoped
class RegistryProducer {
    private static final String DIRECTORY = "registry";

    private final RegistrySettings settings;
    private final Path directory;
    private final String version;
    private final Clock clock = Clock.systemUTC();
    private @Nullable RegistrySync made;

    RegistryProducer(
            RegistrySettings settings,
            @ConfigProperty(name = "destseg.data-directory") Path dataDirectory,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.settings = settings;
        this.directory = dataDirectory.resolve(DIRECTORY);
        this.version = version;
    }

    /** Judging does not depend on it: what cannot be used is told, and nothing is followed. */
    @Produces
    @Singleton
    synchronized RegistrySync sync(
            RecipeStore store, JudgedProducts products, Revocations revocations, StationHealth health) {
        Optional<String> obstacle = obstacle();
        Map<String, ChannelFollower> followers = Map.of();
        try {
            followers = obstacle.isPresent() ? Map.of() : followers(store, products);
        } catch (InputException unusable) {
            obstacle = Optional.of(unusable.getMessage());
        }
        RegistrySync sync = new RegistrySync(
                followers,
                obstacle,
                new Pauses(settings.interval(), settings.longestInterval()),
                revocations,
                new Reporting(
                        settings,
                        station(),
                        version,
                        products,
                        health,
                        () -> new Fleet(client(), repository(settings.reports().orElseThrow())),
                        clock),
                clock);
        made = sync;
        return sync;
    }

    @Produces
    @Singleton
    Revocations revocations(RecipeStore store, JudgedProducts products) {
        return new Revocations(
                settings.policy().map(file -> this::policy), store, products, settings.whenRevoked(), clock);
    }

    private Optional<String> obstacle() {
        if (settings.host().isEmpty()) {
            return Optional.of("No registry is configured; set destseg.registry.host to follow one");
        }
        if (settings.policy().isEmpty()) {
            return Optional.of(
                    "Nothing is taken from the registry, for destseg.registry.policy names no policy that says"
                            + " whose signatures count");
        }
        return settings.channels().isEmpty()
                ? Optional.of("No channel is followed; name one for each product under destseg.registry.channels")
                : Optional.empty();
    }

    private Map<String, ChannelFollower> followers(RecipeStore store, JudgedProducts products) {
        RegistryClient client = client();
        Box box = new Box(
                station(),
                version,
                ThisAppliance.platformHere(),
                settings.shadowParts(),
                bytes(settings.leastFreeMebibytes(), "destseg.registry.least-free-mebibytes"));
        RecipeWatch watch = new RecipeWatch(products, settings.watch());
        Map<String, ChannelFollower> followers = new TreeMap<>();
        for (Map.Entry<String, ChannelSettings> channel : settings.channels().entrySet()) {
            Reference tag = new Reference(
                    repository(channel.getValue().repository()),
                    channel.getValue().channel());
            followers.put(
                    channel.getKey(),
                    new ChannelFollower(
                            channel.getKey(),
                            tag,
                            client,
                            this::policy,
                            store,
                            products,
                            box,
                            watch,
                            directory,
                            clock));
        }
        return followers;
    }

    private static long bytes(long mebibytes, String key) {
        if (mebibytes < 0 || mebibytes > Long.MAX_VALUE >> 20) {
            throw new InputException(key + " must be 0 or more, unlike " + mebibytes);
        }
        return mebibytes << 20;
    }

    private Repository repository(String name) {
        return new Repository(settings.host().orElseThrow(), name);
    }

    private TrustPolicy policy() {
        return TrustPolicy.read(settings.policy().orElseThrow());
    }

    private RegistryClient client() {
        return new RegistryClient(new RegistryAccess(
                !settings.plainHttp(),
                settings.credentials().map(Credentials::read),
                settings.authorities(),
                settings.proxy().map(RegistryProducer::address),
                settings.bytesPerSecond(),
                settings.patience(),
                settings.redirects().orElse(Set.of())));
    }

    private static InetSocketAddress address(String proxy) {
        int colon = proxy.lastIndexOf(':');
        try {
            return new InetSocketAddress(
                    proxy.substring(0, Math.max(0, colon)), Integer.parseInt(proxy.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            throw new InputException("destseg.registry.proxy must be host:port, unlike '" + proxy + "'", e);
        }
    }

    private String station() {
        return settings.station().orElseGet(() -> {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "unnamed";
            }
        });
    }

    @Produces
    @Singleton
    CandidatePush candidates(RecipeStore store) {
        return new CandidatePush(store, outbox(settings.candidates()), clock);
    }

    @Produces
    @Singleton
    SnapshotSending snapshots() {
        return new SnapshotSending(
                outbox(settings.snapshots()),
                bytes(settings.snapshotMebibytes(), "destseg.registry.snapshot-mebibytes"),
                clock);
    }

    /** Made when it is used: a file that cannot be used is told then, and prevents nothing else. */
    private Optional<Supplier<Outbox>> outbox(Optional<String> repository) {
        boolean known = settings.host().isPresent() && settings.key().isPresent();
        return repository
                .filter(name -> known)
                .map(name -> () -> new Outbox(
                        client(),
                        repository(name),
                        RecipeDescription.nameOf(station()),
                        SigningKey.read(settings.key().orElseThrow())));
    }

    /** Every recipe is taken until there is a policy that says whose. */
    @Produces
    @Singleton
    RecipeAdmission admission() {
        return settings.policy().isEmpty() ? RecipeAdmission.EVERY : new PolicyAdmission(this::policy, clock);
    }

    @Produces
    @Singleton
    FleetList fleet() {
        return now -> settings.host().isEmpty()
                        || settings.reports().isEmpty()
                        || settings.policy().isEmpty()
                ? Optional.empty()
                : Optional.of(new Fleet(client(), repository(settings.reports().get())).list(policy(), now));
    }

    synchronized void close(@Observes ShutdownEvent end) {
        if (made != null) {
            made.close();
        }
    }
}

package dev.destseg.registry.sync;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The registry that this box follows: keys that begin with {@code destseg.registry}. */
@ConfigMapping(prefix = "destseg.registry")
public interface RegistrySettings {
    /** Its host, with the port unless that is the usual one; this box follows no registry when absent. */
    Optional<String> host();

    /** Whether the registry is spoken to without encryption. */
    @WithDefault("false")
    boolean plainHttp();

    /** A file with user:password on its first line. */
    Optional<Path> credentials();

    /** Certificates of the authority that the registry is trusted by, in PEM; Java's authorities when absent. */
    Optional<Path> authorities();

    /** A proxy, as host:port. */
    Optional<String> proxy();

    /** Hosts that the registry may have blobs fetched from, or tokens asked for with the password, with their ports. */
    Optional<Set<String>> redirects();

    /** Most bytes a second that are received; 0 means without bound. */
    @WithDefault("0")
    long bytesPerSecond();

    /** What a recipe that is fetched leaves free of the disk, in mebibytes; one that would not is not fetched. */
    @WithDefault("512")
    long leastFreeMebibytes();

    /** How long nothing may come before a request is given up. */
    @WithDefault("60s")
    Duration patience();

    /** Whose signatures count; nothing is taken without it. */
    Optional<Path> policy();

    /** What becomes of a recipe that judges when the policy revokes it, or a key that it needs. */
    @WithDefault("warn")
    WhenRevoked whenRevoked();

    /** How often channels are asked for, give or take a tenth, and the policy is looked at for what it revokes. */
    @WithDefault("5m")
    Duration interval();

    /** Longest time between two attempts while the registry fails; it doubles from the interval. */
    @WithDefault("1h")
    Duration longestInterval();

    /** Age of the last synchronisation from which on health warns. */
    @WithDefault("7d")
    Duration warnAfter();

    /** What this box is called: in reports, and when a roll-out chooses boxes. The name of the machine when absent. */
    Optional<String> station();

    /** Key that signs for this box, in PEM; policies name it as the station is called. */
    Optional<Path> key();

    /** Repository that this box reports to, and that the fleet is listed from. */
    Optional<String> reports();

    /** How often it reports at least; besides, whenever what judges changes. */
    @WithDefault("15m")
    Duration reportEvery();

    /** Repository that this box sends recipes to which it has learned, when somebody asks it to. */
    Optional<String> candidates();

    /** Repository that images of datasets are sent to when somebody asks for it; none leaves this box when absent. */
    Optional<String> snapshots();

    /** Most that the images of one snapshot may take that is sent, in mebibytes. */
    @WithDefault("4096")
    long snapshotMebibytes();

    /** Parts that a new recipe judges beside the active one before it takes over. */
    @WithDefault("0")
    int shadowParts();

    /** What is watched after a new recipe took over. */
    WatchSettings watch();

    /** Which channel is followed for each product, by its name. */
    Map<String, ChannelSettings> channels();

    /** What becomes of a recipe that judges and was revoked. The line never stands still for it. */
    enum WhenRevoked {
        /** It goes on judging, and health, console and journal say so. */
        WARN,
        /** The last recipe before it that was not revoked judges again; without one it goes on as with {@link #WARN}. */
        ROLL_BACK
    }

    /** A channel. */
    interface ChannelSettings {
        /** Repository that the recipes and the channel are in. */
        String repository();

        /** Its tag. */
        @WithDefault("stable")
        String channel();
    }

    /** When a new recipe is taken back. */
    interface WatchSettings {
        /** How long it is watched. */
        @WithDefault("30m")
        Duration window();

        /** Parts that must have been judged before anything follows. */
        @WithDefault("20")
        int parts();

        /** Largest share of rejected parts, from 0 to 1. */
        @WithDefault("0.5")
        double rejects();

        /** Largest share of parts that could not be judged, from 0 to 1. */
        @WithDefault("0.2")
        double unjudged();

        /** Longest time of the network, as a multiple of that of the recipe before; not looked at when absent. */
        OptionalDouble latency();
    }
}

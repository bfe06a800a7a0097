package dev.destseg.line;

import dev.destseg.line.kafka.SaslMechanism;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The group of appliances that this one judges for: keys that begin with {@code destseg.kafka}. */
@ConfigMapping(prefix = "destseg.kafka")
public interface KafkaSettings {
    /** The cluster, as {@code kafka://} or {@code kafkas://} with one broker or several; nothing is done without. */
    Optional<URI> url();

    /** A file with {@code user:password} on its first line. */
    Optional<Path> credentials();

    /** How credentials are shown. */
    @WithDefault("scram-sha-512")
    SaslMechanism mechanism();

    /** Name of the certificates that it is trusted by, and that the box shows, under {@code quarkus.tls}. */
    Optional<String> tls();

    /** How long an exchange may take. */
    @WithDefault("10s")
    Duration patience();

    /** The group that shares the work. */
    @WithDefault("destseg")
    String group();

    /** What this appliance is called there, unlike any other; made from the machine and the data directory when absent. */
    Optional<String> member();

    /** Topic that images come from. */
    @WithDefault("destseg.images")
    String images();

    /** Topic that inspections go to. */
    @WithDefault("destseg.results")
    String results();

    /** Topic that messages go to which cannot be judged. */
    @WithDefault("destseg.dead-letters")
    String deadLetters();

    /** Images within a message that are larger cannot be judged; 64M at most. */
    @WithDefault("1M")
    MemorySize largestImage();

    /** Folder on shared storage; messages may name images below it. */
    Optional<Path> shared();

    /** Products that must have a recipe here before work is taken; any one when absent. */
    Optional<Set<String>> products();

    /** How long a member may be silent before its partitions go to others. */
    @WithDefault("10s")
    Duration session();

    /** How long a result may wait for others to be committed with it; five times as long while images queue up here. */
    @WithDefault("100ms")
    Duration commitEvery();
}

package dev.destseg.line.mqtt;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How a broker is spoken to. */
public interface BrokerSettings {
    /** Where it is, as {@code mqtt://} or {@code mqtts://}. */
    URI url();

    /** A file with {@code user:password} on its first line. */
    Optional<Path> credentials();

    /** Name of the certificates that it is trusted by, and that the box shows, under {@code quarkus.tls}. */
    Optional<String> tls();

    /** How long an exchange may take. */
    @WithDefault("10s")
    Duration patience();

    /** 5.0 or 3.1.1. */
    @WithDefault("5.0")
    String version();

    /** What topics begin with; {@code destseg/} and the name of this machine when absent. */
    Optional<String> topic();

    /** What the broker knows this box as; made from the topic when absent. */
    Optional<String> clientId();
}

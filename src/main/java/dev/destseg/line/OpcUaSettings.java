package dev.destseg.line;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The box as a vision system of OPC UA: keys that begin with {@code destseg.opcua}. */
@ConfigMapping(prefix = "destseg.opcua")
public interface OpcUaSettings {
    /** Address to listen on; any but loopback needs a token. */
    @WithDefault("127.0.0.1")
    String host();

    /** Port to listen on; nobody is answered when absent. */
    OptionalInt port();

    /** Stations that are vision systems; when absent the box is one, with the parts of all. */
    Optional<List<String>> stations();

    /** Security policies of those who are let in; all safe ones when absent, and on loopback None as well. */
    Optional<List<String>> policies();

    /** From one picture to the next while StartContinuous goes on. */
    @WithDefault("1s")
    Duration interval();
}

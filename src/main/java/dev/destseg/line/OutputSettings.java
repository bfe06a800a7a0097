package dev.destseg.line;

import dev.destseg.line.kafka.SaslMechanism;
import dev.destseg.line.mqtt.BrokerSettings;
import dev.destseg.line.output.DeliveryBounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is told of verdicts: keys that begin with {@code destseg.outputs}. */
@ConfigMapping(prefix = "destseg.outputs")
public interface OutputSettings {
    /** Receivers, by names that people know them by. */
    @WithParentName
    Map<String, Output> all();

    /**
     * A broker of MQTT; a cluster of Kafka, whose address begins with {@code kafka://} or {@code kafkas://}; a webhook, whose
     * address begins with {@code http://} or {@code https://}; or a machine whose registers are written, {@code modbus://}.
     */
    interface Output extends BrokerSettings {
        /** The longest pause between attempts while they fail. */
        @WithDefault("30s")
        Duration longestPause();

        /** Most verdicts that wait while it is away; beyond it the oldest are given up. */
        @WithDefault("1000000")
        long mostWaiting();

        /** Age at which verdicts that wait are given up while it is away. */
        @WithDefault("7d")
        Duration longestWait();

        /** For Kafka: how credentials are shown. */
        @WithDefault("scram-sha-512")
        SaslMechanism mechanism();

        /** For webhooks: a file with the secret that signs. */
        Optional<Path> secret();

        /** For {@code modbus://}: unit that the machine answers as. */
        @WithDefault("1")
        int unit();

        /** For {@code modbus://}: holding register that the layout begins at, counted from 0. */
        @WithDefault("0")
        int register();

        /** For {@code modbus://}: stations that the machine is told of, in the order of their registers. */
        Optional<List<String>> stations();

        /** For MQTT: in the language of Sparkplug B, and not as JSON. */
        Optional<Sparkplug> sparkplug();

        /** How long it may stay behind. */
        default DeliveryBounds bounds() {
            return new DeliveryBounds(mostWaiting(), longestWait(), longestPause());
        }
    }

    /** What the box is called among the edge nodes of a plant. */
    interface Sparkplug {
        /** The group that it belongs to. */
        String group();

        /** Its own name, unlike any other of the group; that of this machine when absent. */
        Optional<String> node();

        /** The host that must be there before anything is told; whoever listens is told when absent. */
        Optional<String> primaryHost();
    }
}

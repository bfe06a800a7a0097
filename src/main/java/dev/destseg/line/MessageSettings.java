package dev.destseg.line;

import dev.destseg.line.kafka.SaslMechanism;
import dev.destseg.line.mqtt.BrokerSettings;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** Where images come from as messages: a broker of MQTT, or a cluster of Kafka. */
public interface MessageSettings extends BrokerSettings {
    /** For Kafka: how credentials are shown. */
    @WithDefault("scram-sha-512")
    SaslMechanism mechanism();

    /** For Kafka: partitions of the topic that are this station's; all when absent. */
    Optional<Set<Integer>> partitions();
}

package dev.destseg.line.kafka;

import dev.destseg.tensor.InputException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A cluster of Kafka, and as whom it is spoken to.
 *
 * @param url {@code kafka://} or, encrypted, {@code kafkas://} with one host or several with commas between, each perhaps with a
 *     port
 * @param clientId what its logs and quotas know this box as
 * @param mechanism how credentials are shown
 * @param credentials as {@code user:password}
 * @param certificates those of Java when absent
 * @param patience with one exchange, at least a millisecond
 */
public record KafkaCluster(
        URI url,
        String clientId,
        SaslMechanism mechanism,
        Optional<String> credentials,
        Optional<SSLContext> certificates,
        Duration patience) {
    private static final String ENCRYPTED = "kafkas";
    private static final Set<String> SCHEMES = Set.of("kafka", ENCRYPTED);
    private static final String PORT = ":9092";
    private static final Pattern SERVER = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+])(:[0-9]{1,5})?");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    /** @throws InputException for an address without a host, or a patience that is none */
    public KafkaCluster {
        boolean named = SCHEMES.contains(String.valueOf(url.getScheme()))
                && url.getAuthority() != null
                && Arrays.stream(url.getAuthority().split(",", -1))
                        .allMatch(server -> SERVER.matcher(server).matches());
        if (!named) {
            throw new InputException("The address " + url + " names no cluster; give one such as"
                    + " kafka://broker.plant.example:9092, or several with commas between");
        }
        if (patience.toMillis() < 1 || patience.toMillis() > Integer.MAX_VALUE) {
            throw new InputException("The patience with " + url + " is a time such as 10s, unlike " + patience);
        }
    }

    /** @throws InputException for what cannot be the name of a topic */
    static String requireTopic(String name) {
        if (!TOPIC.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            throw new InputException(
                    "'" + name + "' cannot be a topic of Kafka; give a name of letters, digits, '.', '_'"
                            + " and '-', up to 249 of them");
        }
        return name;
    }

    /** A producer whose messages are kept by every broker that should have them, and not twice by what it does itself. */
    Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> all = connection();
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, patience.toMillis());
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis());
        all.putAll(more);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer that reads what was committed, and remembers by itself neither how far it has read nor for whom. */
    Consumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> all = connection();
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis());
        all.putAll(more);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** What every client of the cluster is told. */
    Map<String, Object> connection() {
        Map<String, Object> all = new HashMap<>();
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers());
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis());
        // Neither beans for JMX nor figures for the cluster's owner.
        all.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        all.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        all.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol());
        credentials.ifPresent(text -> {
            all.put(SaslConfigs.SASL_MECHANISM, mechanism.word());
            all.put(SaslConfigs.SASL_JAAS_CONFIG, mechanism.login(text));
        });
        certificates.filter(context -> isEncrypted()).ifPresent(context -> {
            all.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, GivenCertificates.class);
            all.put(GivenCertificates.CONTEXT, context);
        });
        return all;
    }

    private int millis() {
        return (int) patience.toMillis();
    }

    private String protocol() {
        return (credentials.isPresent() ? "SASL_" : "") + (isEncrypted() ? "SSL" : "PLAINTEXT");
    }

    private boolean isEncrypted() {
        return ENCRYPTED.equals(url.getScheme());
    }

    private String servers() {
        return Arrays.stream(url.getAuthority().split(","))
                .map(server -> server.matches(".*:[0-9]+") ? server : server + PORT)
                .collect(Collectors.joining(","));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return url.toString();
    }
}

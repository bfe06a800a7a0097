package dev.destseg.line;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.line.kafka.SaslMechanism;
import dev.destseg.line.modbus.BoxState;
import dev.destseg.line.output.Receiver;
import dev.destseg.line.trigger.ImageMessages;
import dev.destseg.line.trigger.PushedTriggers;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.tensor.InputException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is configured, before anything is spoken to. */
class PeersTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration LATE = Duration.ofMillis(500);

    @TempDir
    private Path folder;

    private final Peers peers = new Peers(
            new PeerCertificates(new NoCertificates(), VERTX),
            station -> new PushedTriggers(),
            () -> new BoxState(() -> false, () -> false));

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    private static String refusal(Peers peers, Outbound output) {
        return assertThrows(InputException.class, () -> peers.receiver(output)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://broker",
                "mqtts://broker:8884",
                "kafka://b1:9092,b2",
                "kafkas://broker",
                "http://host/verdicts",
                "https://host",
                "modbus://plc:1502"
            })
    void knowsReceiversByTheirAddresses(String url) {
        try (Receiver receiver = peers.receiver(Outbound.to(url))) {
            assertTrue(receiver != null);
        }
    }

    @Test
    void knowsWhereImagesComeFromAsMessagesByTheirAddresses() {
        for (Map<String, String> keys : List.of(
                Map.of("url", "mqtts://broker"),
                Map.of("url", "kafkas://b1,b2", "topic", "press-4.images", "partitions", "0,3"))) {
            try (ImageMessages images = images(keys)) {
                assertTrue(images != null);
            }
        }
        assertTrue(imagesRefusal(Map.of("url", "amqp://broker")).contains("kafka://"));
        assertTrue(imagesRefusal(Map.of("url", "kafka://broker")).contains("name it (topic)"));
        assertTrue(imagesRefusal(Map.of("url", "kafka://broker", "topic", "a", "partitions", "-1"))
                .contains("numbered from 0"));
    }

    private String imagesRefusal(Map<String, String> keys) {
        return assertThrows(InputException.class, () -> images(keys)).getMessage();
    }

    private ImageMessages images(Map<String, String> keys) {
        Map<String, String> all = new TreeMap<>();
        keys.forEach((key, value) -> all.put("destseg.line.stations.press.messages." + key, value));
        LineSettings line = new SmallRyeConfigBuilder()
                .withMapping(LineSettings.class)
                .addDiscoveredConverters()
                .withDefaultValues(all)
                .build()
                .getConfigMapping(LineSettings.class);
        return peers.images(line.stations().get("press").messages().orElseThrow(), "press", 0, 1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "broker:1883", "host", "mqtt:broker", "//broker"})
    void refusesAnAddressOfNoKind(String url) {
        assertTrue(refusal(peers, Outbound.to(url)).contains("mqtt://"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka:broker", "kafka://b1,,b2", "kafka://b1:port"})
    void refusesAClusterWithoutAHost(String url) {
        assertTrue(refusal(peers, Outbound.to(url)).contains("kafka://broker.plant.example"));
    }

    @Test
    void refusesWhatCannotBeATopic() {
        assertTrue(refusal(peers, Outbound.to("kafka://broker").withTopic("plant/verdicts"))
                .contains("'plant/verdicts'"));
    }

    @Test
    void refusesAPasswordInAnAddressAndDoesNotRepeatIt() {
        String message = refusal(peers, Outbound.to("mqtt://box:guessed@broker"));
        assertTrue(message.contains("credentials"), message);
        assertFalse(message.contains("guessed"), message);
    }

    @Test
    void namesTheFileThatIsNotThere() {
        Optional<Path> absent = Optional.of(folder.resolve("absent"));
        for (Outbound output : new Outbound[] {
            Outbound.to("mqtt://broker").withCredentials(absent),
            Outbound.to("http://host").withCredentials(absent),
            Outbound.to("http://host").withSecret(absent)
        }) {
            assertTrue(refusal(peers, output).contains(absent.get().toString()));
        }
    }

    @Test
    void refusesCertificatesThatAreNotConfigured() {
        assertTrue(
                refusal(peers, Outbound.to("mqtts://broker").withTls("plant")).contains("quarkus.tls.plant"));
    }

    @Test
    void refusesAVersionThatIsNotSpoken() {
        assertTrue(refusal(peers, Outbound.to("mqtt://broker").inVersion("4")).contains("5.0 or 3.1.1"));
    }

    @Test
    void readsSecretAndCredentials() throws Exception {
        Path credentials = Files.writeString(folder.resolve("credentials"), "box:guess me\n");
        Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef\n");
        Outbound output = Outbound.to("http://host").withSecret(Optional.of(secret));
        try (Receiver receiver = peers.receiver(output.withCredentials(Optional.of(credentials)))) {
            assertTrue(receiver != null);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mqtt://broker",
                "modbus://plc",
                "modbus:registers",
                "http:api",
                "interval:500ms",
                "interval:PT2S"
            })
    void knowsWhereTriggersComeFrom(String url) {
        try (TriggerInput triggers = peers.triggers(Inbound.from(url), "press", 0, LATE)) {
            assertTrue(triggers != null);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "modbus:elsewhere",
                "http://host",
                "https://host",
                "interval:soon",
                "interval:1ms",
                "modbus://plc?unit=300",
                "modbus://plc?register=65535"
            })
    void refusesTriggersFromNowhere(String url) {
        String message = assertThrows(InputException.class, () -> peers.triggers(Inbound.from(url), "press", 0, LATE))
                .getMessage();
        assertTrue(message.contains(";") || message.contains("("), message);
    }

    /** The query holds the keys of tests alone. */
    private record Inbound(URI url, int unit, int register) implements TriggerSettings {
        static Inbound from(String url) {
            String query = String.valueOf(URI.create(url).getQuery());
            return new Inbound(
                    URI.create(url.replaceAll("\\?.*", "")),
                    query.startsWith("unit=") ? 300 : 1,
                    query.startsWith("register=") ? 65_535 : 0);
        }

        @Override
        public OptionalInt acknowledge() {
            return OptionalInt.empty();
        }

        @Override
        public Duration every() {
            return Duration.ofMillis(10);
        }

        @Override
        public Optional<Path> credentials() {
            return Optional.empty();
        }

        @Override
        public Optional<String> tls() {
            return Optional.empty();
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        public String version() {
            return "5.0";
        }

        @Override
        public Optional<String> topic() {
            return Optional.empty();
        }

        @Override
        public Optional<String> clientId() {
            return Optional.empty();
        }
    }

    private record Outbound(
            URI url,
            Optional<Path> credentials,
            Optional<Path> secret,
            Optional<String> tls,
            String version,
            Optional<String> topic)
            implements OutputSettings.Output {
        static Outbound to(String url) {
            return new Outbound(
                    URI.create(url), Optional.empty(), Optional.empty(), Optional.empty(), "5.0", Optional.empty());
        }

        Outbound withCredentials(Optional<Path> file) {
            return new Outbound(url, file, secret, tls, version, topic);
        }

        Outbound withSecret(Optional<Path> file) {
            return new Outbound(url, credentials, file, tls, version, topic);
        }

        Outbound withTls(String name) {
            return new Outbound(url, credentials, secret, Optional.of(name), version, topic);
        }

        Outbound withTopic(String name) {
            return new Outbound(url, credentials, secret, tls, version, Optional.of(name));
        }

        Outbound inVersion(String other) {
            return new Outbound(url, credentials, secret, tls, other, topic);
        }

        @Override
        public Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        public SaslMechanism mechanism() {
            return SaslMechanism.SCRAM_SHA_512;
        }

        @Override
        public int unit() {
            return 1;
        }

        @Override
        public int register() {
            return 0;
        }

        @Override
        public Optional<List<String>> stations() {
            return Optional.of(List.of("press"));
        }

        @Override
        public Optional<String> clientId() {
            return Optional.empty();
        }

        @Override
        public Optional<OutputSettings.Sparkplug> sparkplug() {
            return Optional.empty();
        }

        @Override
        public Duration longestPause() {
            return Duration.ofSeconds(1);
        }

        @Override
        public long mostWaiting() {
            return 1;
        }

        @Override
        public Duration longestWait() {
            return Duration.ofDays(1);
        }
    }

    private static final class NoCertificates implements TlsConfigurationRegistry {
        @Override
        public Optional<TlsConfiguration> get(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<TlsConfiguration> getDefault() {
            return Optional.empty();
        }

        @Override
        public void register(String name, TlsConfiguration configuration) {
            throw new AssertionError("Peers look certificates up and register none: " + name);
        }
    }
}

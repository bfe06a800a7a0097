package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.FreePort;
import dev.destseg.line.output.VerdictRefusedException;
import dev.destseg.line.output.Verdicts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a real broker, which also takes users by encrypted connections. */
class KafkaReceiverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEYS = "changeit";
    private static final String PASSWORD = "gu\"ess:\\me";

    @TempDir
    static Path folder;

    private static RealKafka kafka;
    private static Path keys;
    private static int secure;

    @BeforeAll
    static void start() throws Exception {
        keys = certificate(folder.resolve("server.p12"));
        secure = FreePort.find();
        kafka = RealKafka.start(
                folder.resolve("kafka"),
                List.of("box:guess-me"),
                "SECURE://localhost:" + secure,
                "sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN",
                "ssl.keystore.location=" + keys,
                "ssl.keystore.type=PKCS12",
                "ssl.keystore.password=" + KEYS,
                "listener.name.secure.scram-sha-512.sasl.jaas.config="
                        + "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.secure.plain.sasl.jaas.config="
                        + "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " user_plain=\"gu\\\\\"ess:\\\\\\\\me\";");
        kafka.topic("secured", 1);
    }

    @AfterAll
    static void stop() throws Exception {
        if (kafka != null) {
            kafka.close();
        }
    }

    private static KafkaReceiver receiver(String topic) {
        return new KafkaReceiver(
                new KafkaCluster(
                        kafka.url(),
                        "press-4",
                        SaslMechanism.SCRAM_SHA_512,
                        Optional.empty(),
                        Optional.empty(),
                        PATIENCE),
                topic);
    }

    private static KafkaReceiver receiver(
            String host, SaslMechanism mechanism, String credentials, Optional<SSLContext> certificates) {
        return new KafkaReceiver(
                new KafkaCluster(
                        URI.create("kafkas://" + host + ":" + secure),
                        "press-4",
                        mechanism,
                        Optional.of(credentials),
                        certificates,
                        PATIENCE),
                "secured");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    @Test
    void tellsVerdictsOfAStationInOrderWithTheirNames() throws Exception {
        kafka.topic("told", 4);
        try (KafkaReceiver receiver = receiver("told");
                KafkaConsumer<byte[], byte[]> listener = kafka.listen("told", 4)) {
            receiver.connect();
            for (int i = 0; i < 10; i++) {
                receiver.deliver(Verdicts.of(Optional.of("press 4"), "{\"n\":" + i + "}"));
            }
            receiver.deliver(Verdicts.of(Optional.empty(), "{}"));

            List<ConsumerRecord<byte[], byte[]>> heard = RealKafka.take(listener, 11, PATIENCE);

            List<ConsumerRecord<byte[], byte[]>> press = heard.stream()
                    .filter(record -> text(record.key()).equals("press 4"))
                    .toList();
            assertEquals(10, press.size());
            for (int i = 0; i < 10; i++) {
                assertEquals("{\"n\":" + i + "}", text(press.get(i).value()));
            }
            assertEquals(Verdicts.ID.text(), header(press.get(0), "id"));
            assertEquals("1", header(press.get(0), "sequence"));
            assertEquals("application/json", header(press.get(0), "content-type"));
            ConsumerRecord<byte[], byte[]> other = heard.stream()
                    .filter(record -> record.key().length == 0)
                    .findFirst()
                    .orElseThrow();
            assertArrayEquals("{}".getBytes(StandardCharsets.UTF_8), other.value());
        }
    }

    @Test
    void saysWhichTopicIsMissing() {
        try (KafkaReceiver receiver = new KafkaReceiver(
                new KafkaCluster(
                        kafka.url(),
                        "press-4",
                        SaslMechanism.PLAIN,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(1)),
                "absent")) {
            String message = assertThrows(IOException.class, receiver::connect).getMessage();
            assertTrue(
                    message.contains("absent") && message.contains(kafka.url().toString()), message);
            assertTrue(message.contains("topic exists") || message.contains("create the topic"), message);
        }
    }

    @Test
    void whatTheTopicWillNeverTakeIsRefusedSoThatOthersAreTold() throws Exception {
        kafka.topic("small", 1, Map.of("max.message.bytes", "1000"));
        try (KafkaReceiver receiver = receiver("small")) {
            for (int size : new int[] {2_000, 2_000_000}) {
                String message = assertThrows(
                                VerdictRefusedException.class,
                                () -> receiver.deliver(Verdicts.of(Optional.of("a"), "x".repeat(size))))
                        .getMessage();
                assertTrue(message.contains("small") && message.contains("max.message.bytes"), message);
            }
            receiver.deliver(Verdicts.of(Optional.of("a"), "{}"));
        }
    }

    @Test
    void goesOnWhenTheBrokerIsBack() throws Exception {
        kafka.topic("back", 1);
        try (KafkaReceiver receiver = new KafkaReceiver(
                new KafkaCluster(
                        kafka.url(),
                        "press-4",
                        SaslMechanism.PLAIN,
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(2)),
                "back")) {
            receiver.deliver(Verdicts.of(Optional.of("a"), "{\"n\":1}"));
            kafka.stop();
            String message = assertThrows(
                            IOException.class, () -> receiver.deliver(Verdicts.of(Optional.of("a"), "{\"n\":2}")))
                    .getMessage();
            assertTrue(message.contains(kafka.url().toString()), message);
            kafka.start();
            deliver(receiver, "{\"n\":2}");
            try (KafkaConsumer<byte[], byte[]> listener = kafka.listen("back", 1)) {
                List<String> heard = RealKafka.take(listener, 2, PATIENCE).stream()
                        .map(record -> text(record.value()))
                        .toList();
                assertEquals(List.of("{\"n\":1}", "{\"n\":2}"), heard);
            }
        }
    }

    /** As what tells verdicts does: again until it is taken. */
    private static void deliver(KafkaReceiver receiver, String message) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                receiver.deliver(Verdicts.of(Optional.of("a"), message));
                return;
            } catch (IOException notYet) {
                assertTrue(System.nanoTime() < end, notYet::getMessage);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SCRAM_SHA_512", "PLAIN"})
    void showsItsCredentialsOverAnEncryptedConnectionAndSaysWhenTheyAreNotTaken(SaslMechanism mechanism)
            throws Exception {
        String good = mechanism == SaslMechanism.PLAIN ? "plain:" + PASSWORD : "box:guess-me";
        try (KafkaReceiver receiver = receiver("localhost", mechanism, good, Optional.of(trust()))) {
            receiver.deliver(Verdicts.of(Optional.of("a"), "{}"));
        }
        try (KafkaReceiver receiver = receiver("localhost", mechanism, "box:wrong", Optional.of(trust()))) {
            String message = assertThrows(IOException.class, receiver::connect).getMessage();
            assertTrue(message.contains("check the credentials"), message);
            assertFalse(message.contains("wrong"), message);
        }
    }

    @Test
    void trustsNoBrokerWhoseCertificateItDoesNotKnowOrThatIsForAnotherName() throws Exception {
        try (KafkaReceiver receiver =
                receiver("localhost", SaslMechanism.PLAIN, "plain:" + PASSWORD, Optional.empty())) {
            String message = assertThrows(IOException.class, receiver::connect).getMessage();
            assertTrue(message.contains("(tls)"), message);
        }
        try (KafkaReceiver receiver =
                receiver("127.0.0.1", SaslMechanism.PLAIN, "plain:" + PASSWORD, Optional.of(trust()))) {
            String message = assertThrows(IOException.class, receiver::connect).getMessage();
            assertTrue(message.contains("(tls)"), message);
        }
    }

    private static Path certificate(Path store) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        KEYS,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        return store;
    }

    private static SSLContext trust() throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(keys)) {
            own.load(input, KEYS.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("broker", own.getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}

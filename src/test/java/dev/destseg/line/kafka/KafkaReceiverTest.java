package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.FreePort;
import dev.destseg.Pictures;
import dev.destseg.line.output.VerdictRefusedException;
import dev.destseg.line.output.Verdicts;
import dev.destseg.line.source.Picture;
import dev.destseg.line.trigger.HeardSignals;
import dev.destseg.line.trigger.Trigger;
import dev.destseg.line.trigger.TriggerListener;
import dev.destseg.line.trigger.WaitingImages;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against a real broker, which also takes users by encrypted connections. */
class KafkaReceiverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant TAKEN = Instant.parse("2026-03-01T12:00:00Z");
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
        return new KafkaReceiver(cluster("press-4", PATIENCE), topic);
    }

    private static KafkaCluster cluster(String client, Duration patience) {
        return new KafkaCluster(
                kafka.url(), client, SaslMechanism.SCRAM_SHA_512, Optional.empty(), Optional.empty(), patience);
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

    /**
     * A station that fails inside at each signal.
     *
     * @param heard when it does
     */
    private record FailingSignals(CountDownLatch heard) implements TriggerListener {
        @Override
        public boolean hear(Trigger trigger) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void accept(String text) {
            heard.countDown();
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void acceptOld(String text) {
            throw new UnsupportedOperationException();
        }
    }

    /** {@link KafkaImages}; here since it is the broker that takes the longest to start. */
    @Nested
    class ImagesOfAStation {
        private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

        private KafkaImages images(String topic, Set<Integer> partitions, Duration patience) {
            return new KafkaImages(cluster("press-4-image", patience), topic, partitions, new WaitingImages(40, 1_000));
        }

        private void send(String topic, int partition, byte[] image, String... headers) throws Exception {
            ProducerRecord<byte[], byte[]> message =
                    new ProducerRecord<>(topic, partition, TAKEN.toEpochMilli(), null, image);
            for (int i = 0; i < headers.length; i += 2) {
                message.headers().add(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8));
            }
            try (Producer<byte[], byte[]> sender = cluster("sender", PATIENCE).producer(Map.of())) {
                sender.send(message).get();
            }
        }

        private String signal() throws InterruptedException {
            return signals.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        @Test
        void eachMessageIsAPartWithItsImageAndTheTimeAtWhichThatWasTaken() throws Exception {
            kafka.topic("images", 2);
            send("images", 0, Pictures.png(90, 16));
            try (KafkaImages images = images("images", Set.of(), PATIENCE)) {
                images.connect(new HeardSignals(signals));
                send("images", 0, Pictures.png(10, 16));
                assertEquals("{\"sequence\":41}", signal(), "what came before is not heard");
                send("images", 1, Pictures.png(200, 16), "part", "A-17", "captured", "2026-01-31T11:59:59.920Z");
                assertEquals("{\"sequence\":42,\"part\":\"A-17\"}", signal());
                send("images", 1, Pictures.png(90, 16), "captured", "+57000-01-31T11:59:59.920Z");
                assertEquals("{\"sequence\":43}", signal());
                Picture first = images.take(41, 0, Duration.ZERO);
                Picture second = images.take(42, 0, Duration.ZERO);
                Picture third = images.take(43, 0, Duration.ZERO);

                assertArrayEquals(Pictures.png(10, 16), first.image());
                assertEquals(Optional.of(TAKEN), first.captured());
                assertArrayEquals(Pictures.png(200, 16), second.image());
                assertEquals(Optional.of(Instant.parse("2026-01-31T11:59:59.920Z")), second.captured());
                assertEquals(Optional.empty(), third.captured(), "a time that cannot be recorded");
            }
        }

        @Test
        void aStationHearsItsOwnPartitions() throws Exception {
            kafka.topic("stations", 2);
            try (KafkaImages images = images("stations", Set.of(1), PATIENCE)) {
                images.connect(new HeardSignals(signals));
                send("stations", 0, Pictures.png(10, 16));
                send("stations", 1, Pictures.png(200, 16));
                assertEquals("{\"sequence\":41}", signal());
                assertArrayEquals(
                        Pictures.png(200, 16), images.take(41, 0, Duration.ZERO).image());
            }
        }

        @Test
        void saysWhichTopicOrPartitionIsMissing() throws Exception {
            kafka.topic("narrow", 1);
            for (KafkaImages images : List.of(
                    images("nowhere", Set.of(), Duration.ofSeconds(1)), images("narrow", Set.of(7), PATIENCE))) {
                String message = assertThrows(IOException.class, () -> images.connect(new HeardSignals(signals)))
                        .getMessage();
                assertTrue(message.contains("nowhere") || message.contains("[7] of the topic narrow"), message);
                images.close();
            }
        }

        @Test
        void aClusterThatIsAwayIsToldAndHeardAgainWhenItIsBack() throws Exception {
            kafka.topic("away", 1);
            try (KafkaImages images = images("away", Set.of(), PATIENCE)) {
                images.connect(new HeardSignals(signals));
                kafka.handle().destroyForcibly();
                kafka.handle().onExit().join();
                waitFor(() -> problem(images).isPresent());
                String message = problem(images).orElseThrow().getMessage();
                assertTrue(message.contains(kafka.url().toString()), message);

                kafka.start();
                waitFor(() -> problem(images).isEmpty());
                send("away", 0, Pictures.png(10, 16));
                assertEquals("{\"sequence\":41}", signal());
            }
        }

        @Test
        void whatCameWhileHearingWasCutOffIsHeardAfterwards() throws Exception {
            kafka.topic("cut", 1);
            CountDownLatch cut = new CountDownLatch(1);
            try (KafkaImages images = images("cut", Set.of(), PATIENCE)) {
                images.connect(new FailingSignals(cut));
                send("cut", 0, Pictures.png(10, 16));
                assertTrue(cut.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
                send("cut", 0, Pictures.png(200, 16));
                waitFor(() -> problem(images).isEmpty() && !signals.isEmpty());
                assertEquals("{\"sequence\":42}", signal());
                assertArrayEquals(
                        Pictures.png(200, 16), images.take(42, 0, Duration.ZERO).image());
            }
        }

        private void waitFor(Callable<Boolean> condition) throws Exception {
            long end = System.nanoTime() + 3 * PATIENCE.toNanos();
            while (!condition.call()) {
                assertTrue(System.nanoTime() < end, "It did not happen");
                Thread.sleep(20);
            }
        }

        private Optional<IOException> problem(KafkaImages images) throws InterruptedException {
            try {
                images.connect(new HeardSignals(signals));
                return Optional.empty();
            } catch (IOException e) {
                return Optional.of(e);
            }
        }
    }
}

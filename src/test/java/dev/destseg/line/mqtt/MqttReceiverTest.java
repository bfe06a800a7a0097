package dev.destseg.line.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.line.output.VerdictRefusedException;
import dev.destseg.line.output.Verdicts;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against mosquitto, and what its own client hears. */
class MqttReceiverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MqttTopics TOPICS = new MqttTopics("plant/press 4");
    private static final String PASSWORD = "changeit";
    private static final String STATE = "plant/press 4/state ";

    @TempDir
    private Path folder;

    private RealBroker broker;

    @AfterEach
    void stop() throws Exception {
        if (broker != null) {
            broker.close();
        }
    }

    private MqttReceiver receiver(MqttVersion version, Optional<String> credentials) {
        return receiver(broker.url("mqtt"), version, credentials, Optional.empty());
    }

    private static MqttReceiver receiver(
            URI url, MqttVersion version, Optional<String> credentials, Optional<MqttCertificates> certificates) {
        return new MqttReceiver(new Broker(url, version, "press-4", credentials, certificates, PATIENCE), TOPICS);
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        return heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void tellsVerdictsByStationAndWhetherTheBoxIsThere(MqttVersion version) throws Exception {
        broker = RealBroker.start(folder.resolve("broker"));
        BlockingQueue<String> heard = broker.listen("plant/#");
        try (MqttReceiver receiver = receiver(version, Optional.empty())) {
            receiver.connect();
            assertEquals(STATE + "{\"state\":\"online\"}", next(heard));
            receiver.connect();
            receiver.deliver(Verdicts.of(Optional.of("press/4 #left"), "{\"n\":1}"));
            receiver.deliver(Verdicts.of(Optional.empty(), "{\"n\":2}"));
            assertEquals("plant/press 4/verdict/press%2F4 %23left {\"n\":1}", next(heard));
            assertEquals("plant/press 4/verdict {\"n\":2}", next(heard));
            assertEquals(STATE + "{\"state\":\"online\"}", next(broker.listen("plant/+/state")));
        }
        assertEquals(STATE + "{\"state\":\"offline\"}", next(heard));
        assertEquals(STATE + "{\"state\":\"offline\"}", next(broker.listen("plant/+/state")));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void theBrokerSaysThatTheBoxIsGoneWhenItEndsWithoutAWord(MqttVersion version) throws Exception {
        broker = RealBroker.start(folder.resolve("broker"));
        BlockingQueue<String> heard = broker.listen("plant/+/state");
        try (MqttReceiver receiver = receiver(version, Optional.empty());
                MqttReceiver usurper = receiver(version, Optional.empty())) {
            receiver.connect();
            assertEquals(STATE + "{\"state\":\"online\"}", next(heard));
            usurper.connect(); // Under the same name, so that the broker cuts the first one off.
            assertEquals(STATE + "{\"state\":\"offline\"}", next(heard));
        }
    }

    @Test
    void aBoxThatHasGivenUpItsConnectionIsNotSaidToBeThere() throws Exception {
        broker = RealBroker.start(folder.resolve("broker"));
        BlockingQueue<String> heard = broker.listen("plant/+/state");
        Broker slow = new Broker(
                broker.url("mqtt"),
                MqttVersion.V5,
                "press-4",
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(500));
        try (MqttReceiver receiver = new MqttReceiver(slow, TOPICS)) {
            receiver.connect();
            assertEquals(STATE + "{\"state\":\"online\"}", next(heard));
            broker.pause();
            assertThrows(IOException.class, () -> receiver.deliver(Verdicts.of(Optional.of("a"), "{}")));
            broker.resume();
            assertEquals(STATE + "{\"state\":\"offline\"}", next(heard));
        }
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void showsItsCredentialsAndSaysWhenTheyAreNotTaken(MqttVersion version) throws Exception {
        Path passwords = folder.resolve("passwords");
        Process hashing =
                new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "box", "guess:me").start();
        assertEquals(0, hashing.waitFor());
        broker = RealBroker.start(folder.resolve("broker"), "allow_anonymous false", "password_file " + passwords);
        try (MqttReceiver receiver = receiver(version, Optional.of("box:guess:me"))) {
            receiver.connect();
        }
        for (Optional<String> wrong : List.of(Optional.of("box:wrong"), Optional.<String>empty())) {
            try (MqttReceiver receiver = receiver(version, wrong)) {
                String message =
                        assertThrows(IOException.class, receiver::connect).getMessage();
                assertTrue(message.contains(broker.url("mqtt") + " cannot be reached"), message);
                assertTrue(message.toUpperCase().contains("AUTHORIZED"), message);
            }
        }
    }

    @Test
    void aTopicThatABrokerDoesNotAllowIsARefusalOfThatVerdictAlone() throws Exception {
        Path allowed = Files.writeString(
                folder.resolve("allowed"), "topic readwrite plant/+/state\ntopic readwrite plant/+/verdict/b\n");
        broker = RealBroker.start(folder.resolve("broker"), "allow_anonymous true", "acl_file " + allowed);
        try (MqttReceiver receiver = receiver(MqttVersion.V5, Optional.empty())) {
            receiver.connect();
            String message = assertThrows(
                            VerdictRefusedException.class, () -> receiver.deliver(Verdicts.of(Optional.of("a"), "{}")))
                    .getMessage();
            assertTrue(message.contains("plant/press 4/verdict/a"), message);
            receiver.deliver(Verdicts.of(Optional.of("b"), "{}"));
        }
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void goesOnWhenTheBrokerIsBack(MqttVersion version) throws Exception {
        broker = RealBroker.start(folder.resolve("broker"));
        BlockingQueue<String> heard = broker.listen("plant/+/verdict/#");
        try (MqttReceiver receiver = receiver(version, Optional.empty())) {
            receiver.deliver(Verdicts.of(Optional.of("a"), "{\"n\":1}"));
            assertTrue(next(heard).endsWith("{\"n\":1}"));
            broker.stop();
            String message = assertThrows(
                            IOException.class, () -> receiver.deliver(Verdicts.of(Optional.of("a"), "{\"n\":2}")))
                    .getMessage();
            assertTrue(message.contains(broker.url("mqtt").toString()), message);
            broker.start();
            receiver.deliver(Verdicts.of(Optional.of("a"), "{\"n\":2}"));
            assertTrue(next(heard).endsWith("{\"n\":2}"));
        }
    }

    @Test
    void trustsABrokerWhoseCertificateItKnowsAndNoOther() throws Exception {
        Path keys = certificate("localhost");
        broker = RealBroker.start(
                folder.resolve("broker"),
                "allow_anonymous true",
                "certfile " + folder.resolve("server.pem"),
                "keyfile " + folder.resolve("server.key"));
        URI byName = URI.create("mqtts://localhost:" + broker.url("mqtts").getPort());
        Optional<MqttCertificates> known =
                Optional.of(new MqttCertificates(Optional.of(trust(keys)), Optional.empty()));
        try (MqttReceiver receiver = receiver(byName, MqttVersion.V5, Optional.empty(), known)) {
            receiver.connect();
            receiver.deliver(Verdicts.of(Optional.of("a"), "{}"));
        }
        try (MqttReceiver receiver = receiver(byName, MqttVersion.V5, Optional.empty(), Optional.empty())) {
            assertThrows(IOException.class, receiver::connect);
        }
        // Its certificate is for another name.
        try (MqttReceiver receiver = receiver(broker.url("mqtts"), MqttVersion.V5, Optional.empty(), known)) {
            assertThrows(IOException.class, receiver::connect);
        }
    }

    /** Makes a key for a name, as mosquitto reads it, and with its certificate a store of whom to trust. */
    private Path certificate(String name) throws Exception {
        Path store = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = open(store);
        writePem("server.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        writePem(
                "server.key",
                "PRIVATE KEY",
                keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
        return store;
    }

    private void writePem(String file, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static KeyStore open(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(store)) {
            keys.load(input, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static TrustManagerFactory trust(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setCertificateEntry("broker", open(store).getCertificate("server"));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(keys);
        return factory;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/a", "a+b", "a/#", "$SYS/a", "a\nb"})
    void refusesWhatNoTopicCanBeginWith(String base) {
        assertThrows(InputException.class, () -> new MqttTopics(base));
    }
}

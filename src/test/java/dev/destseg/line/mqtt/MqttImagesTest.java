package dev.destseg.line.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.Pictures;
import dev.destseg.line.trigger.HeardSignals;
import dev.destseg.line.trigger.WaitingImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Images that mosquitto's own client sends through a real broker. */
class MqttImagesTest {
    private static final String TOPIC = "plant/image/press";

    @TempDir
    private Path folder;

    private final BlockingQueue<String> signals = new LinkedBlockingQueue<>();

    private MqttImages images(RealBroker broker, MqttVersion version, long largest) throws Exception {
        Broker known = new Broker(
                broker.url("mqtt"), version, "box", Optional.empty(), Optional.empty(), Duration.ofSeconds(10));
        MqttImages images = new MqttImages(known, TOPIC, new WaitingImages(40, largest));
        images.connect(new HeardSignals(signals));
        broker.waitForListener("box");
        return images;
    }

    private String signal() throws InterruptedException {
        return signals.poll(1, TimeUnit.MINUTES);
    }

    private Path file(int grey) throws IOException {
        return Files.write(folder.resolve(grey + ".png"), Pictures.png(grey, 64));
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void eachMessageIsAPartWithANumberAndItsImage(MqttVersion version) throws Exception {
        try (RealBroker broker = RealBroker.start(folder.resolve("broker"));
                MqttImages images = images(broker, version, 1_000_000)) {
            broker.send(TOPIC, file(10));
            broker.send(TOPIC + "/A-17", file(200));
            assertEquals("{\"sequence\":41}", signal());
            assertEquals("{\"sequence\":42,\"part\":\"A-17\"}", signal());
            assertArrayEquals(
                    Pictures.png(10, 64), images.take(41, 0, Duration.ZERO).image());
            assertArrayEquals(
                    Pictures.png(200, 64), images.take(42, 0, Duration.ZERO).image());
            assertThrows(IOException.class, () -> images.take(42, 0, Duration.ZERO), "it was taken");
        }
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void whatFailsWhileAMessageIsHeardKeepsNobodyFromHearingTheNext(MqttVersion version) throws Exception {
        try (RealBroker broker = RealBroker.start(folder.resolve("broker"));
                Subscription subscription = new Subscription(
                        new Broker(
                                broker.url("mqtt"),
                                version,
                                "box",
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofSeconds(10)),
                        TOPIC + "/#",
                        "images")) {
            subscription.connect(message -> {
                signals.add(message.topic());
                if (message.topic().endsWith("large")) {
                    throw new OutOfMemoryError("no room for an image");
                }
            });
            broker.waitForListener("box");
            broker.send(TOPIC + "/large", file(10));
            broker.send(TOPIC + "/small", file(10));
            assertEquals(TOPIC + "/large", signal());
            assertEquals(TOPIC + "/small", signal());
        }
    }

    @Test
    void anImageThatIsTooLargeLeavesAGapInTheNumbers() throws Exception {
        long largest = Pictures.png(10, 64).length;
        Path larger = Files.write(folder.resolve("larger"), new byte[(int) largest + 1]);
        try (RealBroker broker = RealBroker.start(folder.resolve("broker"));
                MqttImages images = images(broker, MqttVersion.V5, largest)) {
            broker.send(TOPIC, larger);
            broker.send(TOPIC, file(10));
            assertEquals("{\"sequence\":42}", signal());
            assertArrayEquals(
                    Pictures.png(10, 64), images.take(42, 0, Duration.ZERO).image());
        }
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void anImageThatTheBrokerKeepsIsNotAPartAtEachConnection(MqttVersion version) throws Exception {
        try (RealBroker broker = RealBroker.start(folder.resolve("broker"))) {
            broker.retain(TOPIC, file(200));
            try (MqttImages images = images(broker, version, 1_000_000)) {
                broker.send(TOPIC, file(10));
                assertEquals("{\"sequence\":41}", signal());
                assertArrayEquals(
                        Pictures.png(10, 64), images.take(41, 0, Duration.ZERO).image());
            }
        }
    }

    @Test
    void imagesThatNobodyAskedForDoNotKeepLaterOnesOut() throws Exception {
        try (RealBroker broker = RealBroker.start(folder.resolve("broker"));
                MqttImages images = images(broker, MqttVersion.V5, 1_000_000)) {
            Path image = file(10);
            for (int i = 0; i <= WaitingImages.MOST; i++) {
                broker.send(TOPIC, image);
                assertEquals("{\"sequence\":" + (41 + i) + "}", signal());
            }
            assertThrows(IOException.class, () -> images.take(41, 0, Duration.ZERO), "it was given up");
            assertArrayEquals(
                    Pictures.png(10, 64), images.take(42, 0, Duration.ZERO).image());
        }
    }

    @Test
    void theImageOfASignalThatWasNotAnsweredIsNotTakenForTheNext() throws Exception {
        try (RealBroker broker = RealBroker.start(folder.resolve("broker"));
                MqttImages images = images(broker, MqttVersion.V5, 1_000_000)) {
            broker.send(TOPIC, file(10));
            broker.send(TOPIC, file(200));
            signal();
            signal();
            assertArrayEquals(
                    Pictures.png(200, 64), images.take(42, 0, Duration.ZERO).image());
            assertThrows(IOException.class, () -> images.take(43, 0, Duration.ZERO));
        }
    }
}

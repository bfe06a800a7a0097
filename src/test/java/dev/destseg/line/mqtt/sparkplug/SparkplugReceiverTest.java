package dev.destseg.line.mqtt.sparkplug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.line.mqtt.Broker;
import dev.destseg.line.mqtt.MqttVersion;
import dev.destseg.line.mqtt.RealBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Against mosquitto and a host by Python's pysparkplug. */
class SparkplugReceiverTest {
    private static final String DEFECT =
            """
            {"id": "0192f0c1-2b3c-7000-8000-0123456789ab", "product": "flange", "station": "press/4", "part_number": "A-17",
             "verdict": "DEFECT", "score": 0.83, "threshold": 0.41, "sequence": 17, "trigger": 5,
             "recipe": {"name": "flange", "version": "3", "digest": "sha256:00"}}""";
    private static final String LATE =
            """
            {"id": "0192f0c1-2b3c-7000-8000-0123456789ac", "product": "flange", "verdict": "CANNOT_JUDGE", "sequence": 18,
             "reason": "There was no verdict within 200 ms; send images more slowly, or allow more time"}""";

    @TempDir
    private Path folder;

    private final Map<String, Boolean> stations = new TreeMap<>();
    private RealBroker broker;

    @BeforeEach
    void start() throws Exception {
        broker = RealBroker.start(folder.resolve("broker"));
    }

    @AfterEach
    void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    private static NodeAddress address(Optional<String> host) {
        return new NodeAddress("plant 1", "press 4", host);
    }

    private SparkplugReceiver receiver(MqttVersion version, Optional<String> host, Duration patience) {
        return new SparkplugReceiver(
                new Broker(broker.url("mqtt"), version, "press-4", Optional.empty(), Optional.empty(), patience),
                address(host),
                new BirthNumbers(folder.resolve("numbers")),
                () -> stations);
    }

    private static OutboxEntry verdict(Optional<String> station, String message) {
        return new OutboxEntry(
                1, Instant.now(), station, 1, new EntryId("0192f0c1-2b3c-7000-8000-0123456789ab"), message);
    }

    private static void assertMetric(JsonNode message, String name, String type, String value) {
        JsonNode metric = message.get("metrics").get(name);
        assertEquals(type, metric.get("type").asText(), message::toString);
        assertEquals(value, metric.get("value").asText(), message::toString);
    }

    @ParameterizedTest
    @EnumSource(MqttVersion.class)
    void tellsItsBirthItsStationsTheirVerdictsAndItsEnd(MqttVersion version) throws Exception {
        stations.put("camera", true);
        try (PythonHost host = new PythonHost(broker.url("mqtt"), address(Optional.empty()), "scada")) {
            try (SparkplugReceiver receiver = receiver(version, Optional.empty(), Duration.ofSeconds(20))) {
                tellsOfTheirParts(host, receiver);
            }
            assertMetric(host.next("NDEATH"), "bdSeq", "INT64", "0");
        }
    }

    private void tellsOfTheirParts(PythonHost host, SparkplugReceiver receiver) throws Exception {
        receiver.connect();
        JsonNode birth = host.next("NBIRTH");
        assertMetric(birth, "bdSeq", "INT64", "0");
        assertMetric(birth, "Node Control/Rebirth", "BOOLEAN", "false");
        assertEquals("camera", host.next("DBIRTH").get("device").asText());

        receiver.deliver(verdict(Optional.of("press/4"), DEFECT));
        JsonNode station = host.next("DBIRTH");
        assertEquals("press%2F4", station.get("device").asText());
        assertTrue(station.at("/metrics/Verdict/null").asBoolean(), station::toString);
        JsonNode data = host.next("DDATA");
        assertMetric(data, "Verdict", "STRING", "DEFECT");
        assertMetric(data, "Score", "DOUBLE", "0.83");
        assertMetric(data, "Threshold", "DOUBLE", "0.41");
        assertMetric(data, "Part Number", "STRING", "A-17");
        assertMetric(data, "Sequence", "INT64", "17");
        assertMetric(data, "Trigger", "INT64", "5");
        assertMetric(data, "Recipe/Name", "STRING", "flange");
        assertMetric(data, "Recipe/Version", "STRING", "3");
        assertMetric(data, "Recipe/Digest", "STRING", "sha256:00");
        assertMetric(data, "Deadline Missed", "BOOLEAN", "false");
        assertFalse(data.at("/metrics/Verdict/historical").asBoolean(), data::toString);

        receiver.deliver(verdict(Optional.empty(), LATE));
        assertEquals("no-station", host.next("DBIRTH").get("device").asText());
        JsonNode late = host.next("DDATA");
        assertMetric(late, "Deadline Missed", "BOOLEAN", "true");
        assertTrue(late.at("/metrics/Score/null").asBoolean(), late::toString);
        assertEquals(5, late.get("seq").asInt());
        assertEquals(0, late.get("qos").asInt());
        assertFalse(late.get("retained").asBoolean());

        stations.put("camera", false);
        receiver.connect();
        assertEquals("camera", host.next("DDEATH").get("device").asText());

        host.say("rebirth");
        assertMetric(host.next("NBIRTH"), "bdSeq", "INT64", "0");
        JsonNode again = host.next("DBIRTH");
        assertEquals(1, again.get("seq").asInt());
        assertMetric(again, "Verdict", "STRING", "DEFECT");
        assertEquals("no-station", host.next("DBIRTH").get("device").asText());
    }

    @Test
    void theBrokerTellsItsEndWhenItIsGoneAndTheNextSessionHasAnotherNumber() throws Exception {
        try (PythonHost host = new PythonHost(broker.url("mqtt"), address(Optional.empty()), "scada");
                SparkplugReceiver receiver = receiver(MqttVersion.V5, Optional.empty(), Duration.ofSeconds(20));
                SparkplugReceiver usurper = receiver(MqttVersion.V5, Optional.empty(), Duration.ofSeconds(20))) {
            receiver.connect();
            assertMetric(host.next("NBIRTH"), "bdSeq", "INT64", "0");
            usurper.connect(); // Under the same name, so that the broker cuts the first one off.
            assertMetric(host.next("NDEATH"), "bdSeq", "INT64", "0");
            assertMetric(host.next("NBIRTH"), "bdSeq", "INT64", "1");
        }
    }

    @Test
    void tellsNothingWhileThePrimaryHostIsAwayAndThenWhatWasAsHistory() throws Exception {
        try (PythonHost host = new PythonHost(broker.url("mqtt"), address(Optional.empty()), "scada");
                SparkplugReceiver receiver = receiver(MqttVersion.V5, Optional.of("scada"), Duration.ofSeconds(3))) {
            String message = assertThrows(IOException.class, receiver::connect).getMessage();
            assertTrue(message.contains("The primary host scada is not there"), message);
            host.say("online");
            connect(receiver);
            long number = host.next("NBIRTH").at("/metrics/bdSeq/value").asLong();
            receiver.deliver(verdict(Optional.of("a"), DEFECT));
            host.next("DBIRTH");
            host.next("DDATA");

            host.say("offline");
            assertEquals(number, host.next("NDEATH").at("/metrics/bdSeq/value").asLong());
            OutboxEntry waiting = verdict(Optional.of("a"), DEFECT);
            assertThrows(IOException.class, () -> receiver.deliver(waiting));
            assertFalse(host.hasHeardMore());

            host.say("online");
            connect(receiver);
            receiver.deliver(waiting);
            assertTrue(host.next("NBIRTH").at("/metrics/bdSeq/value").asLong() > number);
            assertMetric(host.next("DBIRTH"), "Verdict", "STRING", "DEFECT");
            JsonNode told = host.next("DDATA");
            assertTrue(told.at("/metrics/Verdict/historical").asBoolean(), told::toString);
            assertEquals(
                    waiting.time().toEpochMilli(),
                    told.at("/metrics/Verdict/timestamp").asLong());
        }
    }

    /** As whoever delivers does it: until it succeeds. */
    private static void connect(SparkplugReceiver receiver) throws Exception {
        for (int attempt = 0; ; attempt++) {
            try {
                receiver.connect();
                return;
            } catch (IOException e) {
                assertTrue(attempt < 20, e::getMessage);
            }
        }
    }
}

package dev.destseg.line.mqtt.sparkplug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.destseg.line.mqtt.MqttMessage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.junit.jupiter.api.Test;

class EdgeNodeTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<MqttMessage> sent = new ArrayList<>();
    private final EdgeNode node =
            new EdgeNode(new NodeAddress("plant", "box", Optional.empty()), Clock.fixed(NOW, ZoneOffset.UTC));

    private static VerdictMetrics verdict(Instant time, String word) {
        return new VerdictMetrics(time, JsonNodeFactory.instance.objectNode().put("verdict", word));
    }

    private List<String> topics() {
        return sent.stream().map(MqttMessage::topic).toList();
    }

    private Payload payload(int index) throws InvalidProtocolBufferException {
        return Payload.parseFrom(sent.get(index).payload());
    }

    private Metric verdict(int index) throws InvalidProtocolBufferException {
        return payload(index).getMetricsList().stream()
                .filter(metric -> metric.getName().equals("Verdict"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void allThatIsKnownIsBornBeforeAnythingIsTold() throws Exception {
        node.devices(Set.of("a"), Set.of("b"));
        assertEquals(List.of(), topics());
        node.begin(7, sent::add);
        node.tell("a", verdict(NOW, "OK"));
        node.tell("c", verdict(NOW, "DEFECT"));
        assertEquals(
                List.of(
                        "spBv1.0/plant/NBIRTH/box",
                        "spBv1.0/plant/DBIRTH/box/a",
                        "spBv1.0/plant/DDATA/box/a",
                        "spBv1.0/plant/DBIRTH/box/c",
                        "spBv1.0/plant/DDATA/box/c"),
                topics());
        assertTrue(verdict(1).getIsNull());
        assertEquals("OK", verdict(2).getStringValue());
        for (int i = 0; i < sent.size(); i++) {
            assertEquals(i, payload(i).getSeq());
        }
    }

    @Test
    void aDeviceThatGoesAwayIsBuriedAndBornAgainWithWhatItSaidLast() throws Exception {
        node.begin(0, sent::add);
        node.devices(Set.of("a"), Set.of());
        node.tell("a", verdict(NOW, "DEFECT"));
        node.devices(Set.of(), Set.of("a"));
        node.devices(Set.of(), Set.of("a"));
        node.tell("a", verdict(NOW, "CANNOT_JUDGE"));
        node.devices(Set.of("a"), Set.of());
        assertEquals(
                List.of("NBIRTH", "DBIRTH", "DDATA", "DDEATH", "DBIRTH", "DDATA", "DDEATH", "DBIRTH"),
                topics().stream().map(topic -> topic.split("/")[2]).toList());
        assertEquals(0, payload(3).getMetricsCount());
        assertEquals("DEFECT", verdict(4).getStringValue());
        assertEquals("CANNOT_JUDGE", verdict(7).getStringValue());
    }

    @Test
    void whatWasJudgedBeforeTheSessionIsHistorical() throws Exception {
        node.begin(0, sent::add);
        node.tell("a", verdict(NOW.minusMillis(1), "OK"));
        node.tell("a", verdict(NOW, "OK"));
        assertTrue(verdict(2).getIsHistorical());
        assertEquals(NOW.minusMillis(1).toEpochMilli(), verdict(2).getTimestamp());
        assertFalse(verdict(3).getIsHistorical());
        assertFalse(verdict(1).getIsHistorical());
    }

    @Test
    void numbersOfMessagesGoRoundAndBeginAnewWithABirth() throws Exception {
        node.begin(0, sent::add);
        for (int i = 0; i < 300; i++) {
            node.tell("a", verdict(NOW, "OK"));
        }
        assertEquals(255, payload(255).getSeq());
        assertEquals(0, payload(256).getSeq());
        node.hear(Payload.newBuilder()
                .addMetrics(Metric.newBuilder().setName("Node Control/Rebirth").setBooleanValue(true))
                .build()
                .toByteArray());
        assertEquals("spBv1.0/plant/NBIRTH/box", sent.get(302).topic());
        assertEquals(0, payload(302).getSeq());
        assertEquals(1, payload(303).getSeq());
    }

    @Test
    void otherCommandsAndWhatIsNoneAreNotAnswered() {
        node.begin(0, sent::add);
        node.hear(Payload.newBuilder()
                .addMetrics(Metric.newBuilder().setName("Node Control/Rebirth").setBooleanValue(false))
                .addMetrics(Metric.newBuilder().setName("Node Control/Reboot").setBooleanValue(true))
                .build()
                .toByteArray());
        node.hear(new byte[] {1, 2, 3});
        assertEquals(1, sent.size());
    }

    @Test
    void nothingIsSaidAfterTheEndAndNoVerdictCountsAsTold() {
        node.begin(0, sent::add);
        assertTrue(node.tell("a", verdict(NOW, "OK")));
        sent.clear();
        node.end();
        assertFalse(node.tell("a", verdict(NOW, "DEFECT")));
        node.devices(Set.of("a"), Set.of());
        node.hear(new byte[0]);
        assertEquals(0, sent.size());
    }

    @Test
    void devicesAreBoundForTheirNamesComeFromOutside() {
        node.begin(0, sent::add);
        for (int i = 0; i < 1001; i++) {
            node.tell("press-" + i, verdict(NOW, "OK"));
        }
        assertTrue(topics().contains("spBv1.0/plant/DDEATH/box/press-0"));
        sent.clear();
        node.begin(1, sent::add);
        assertEquals(1001, sent.size());
    }
}

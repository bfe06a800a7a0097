package dev.destseg.line.mqtt.sparkplug;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.destseg.line.mqtt.MqttMessage;
import dev.destseg.line.mqtt.MqttMessage.Quality;
import dev.destseg.line.mqtt.sparkplug.NodeAddress.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * What the box says of itself and its devices, in which order and with which numbers; over the end of sessions it knows what each
 * device has said last. Safe between threads: what is said is sent, in its order, before a method returns.
 */
final class EdgeNode {
    private static final String BIRTH_NUMBER = "bdSeq";
    private static final String REBIRTH = "Node Control/Rebirth";
    private static final int NUMBERS = 256;
    /** Names of stations come from outside; beyond these the one that was known first is forgotten. */
    private static final int MOST_DEVICES = 1_000;

    private final NodeAddress address;
    private final Clock clock;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private Consumer<MqttMessage> sender = message -> {};
    private long birthNumber;
    private Instant begun = Instant.EPOCH;
    private boolean isBorn;
    private int sequence;

    private static final class Device {
        VerdictMetrics last;
        boolean isThere = true;
        boolean isBorn;

        Device(VerdictMetrics last) {
            this.last = last;
        }
    }

    EdgeNode(NodeAddress address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    /** What the broker says when the box is gone, and the box when it leaves. */
    MqttMessage death(long number) {
        Payload payload = Payload.newBuilder()
                .setTimestamp(clock.millis())
                .addMetrics(birthNumber(number))
                .build();
        return MqttMessage.binary(address.topic(Kind.NDEATH), payload.toByteArray(), Quality.AT_LEAST_ONCE);
    }

    private Metric birthNumber(long number) {
        return Metric.newBuilder()
                .setName(BIRTH_NUMBER)
                .setTimestamp(clock.millis())
                .setDatatype(DataType.Int64_VALUE)
                .setLongValue(number)
                .build();
    }

    /**
     * A session begins: all is told that there is to know.
     *
     * @param number that its end will have, too
     * @param to who sends
     */
    synchronized void begin(long number, Consumer<MqttMessage> to) {
        birthNumber = number;
        sender = to;
        begun = clock.instant();
        isBorn = true;
        birth();
    }

    /** A session has ended; nothing is sent before another one begins. */
    synchronized void end() {
        isBorn = false;
        sender = message -> {};
    }

    private void birth() {
        sequence = 0;
        Metric rebirth = Metric.newBuilder()
                .setName(REBIRTH)
                .setTimestamp(clock.millis())
                .setDatatype(DataType.Boolean_VALUE)
                .setBooleanValue(false)
                .build();
        send(address.topic(Kind.NBIRTH), List.of(birthNumber(birthNumber), rebirth));
        devices.values().forEach(device -> device.isBorn = false);
        devices.forEach(this::bear);
    }

    private void bear(String name, Device device) {
        if (device.isThere && !device.isBorn) {
            send(address.topic(Kind.DBIRTH, name), device.last.metrics(false));
            device.isBorn = true;
        }
    }

    /**
     * Tells which devices are there.
     *
     * @param there those that are, also such as have said nothing yet
     * @param away those that are known to be away
     */
    synchronized void devices(Set<String> there, Set<String> away) {
        there.forEach(name -> device(name).isThere = true);
        away.forEach(name -> device(name).isThere = false);
        if (isBorn) {
            devices.forEach((name, device) -> {
                bear(name, device);
                bury(name, device);
            });
        }
    }

    private void bury(String name, Device device) {
        if (device.isBorn && !device.isThere) {
            send(address.topic(Kind.DDEATH, name), List.of());
            device.isBorn = false;
        }
    }

    private Device device(String name) {
        if (devices.size() >= MOST_DEVICES && !devices.containsKey(name)) {
            Map.Entry<String, Device> first = devices.entrySet().iterator().next();
            first.getValue().isThere = false;
            bury(first.getKey(), first.getValue());
            devices.remove(first.getKey());
        }
        return devices.computeIfAbsent(name, unknown -> new Device(VerdictMetrics.none(clock.instant())));
    }

    /**
     * Tells a verdict of a device, which is born for that where it was not there.
     *
     * @return false when there is no session, as when the primary host has gone in this moment: nothing was sent then
     */
    synchronized boolean tell(String name, VerdictMetrics verdict) {
        if (!isBorn) {
            return false;
        }
        Device device = device(name);
        boolean wasThere = device.isThere;
        device.isThere = true;
        bear(name, device);
        device.isThere = wasThere;
        send(address.topic(Kind.DDATA, name), verdict.metrics(verdict.time().isBefore(begun)));
        device.last = verdict;
        bury(name, device);
        return true;
    }

    /** A host's command: that all is told again is the only one that is known here. */
    synchronized void hear(byte[] command) {
        if (isBorn && isRebirth(command)) {
            birth();
        }
    }

    private static boolean isRebirth(byte[] command) {
        try {
            return Payload.parseFrom(command).getMetricsList().stream()
                    .anyMatch(metric -> metric.getName().equals(REBIRTH) && metric.getBooleanValue());
        } catch (InvalidProtocolBufferException unknown) {
            return false; // Whoever sends that is no host.
        }
    }

    private void send(String topic, List<Metric> metrics) {
        Payload payload = Payload.newBuilder()
                .setTimestamp(clock.millis())
                .setSeq(sequence)
                .addAllMetrics(metrics)
                .build();
        sequence = (sequence + 1) % NUMBERS;
        sender.accept(MqttMessage.binary(topic, payload.toByteArray(), Quality.AT_MOST_ONCE));
    }
}

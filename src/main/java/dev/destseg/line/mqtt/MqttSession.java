package dev.destseg.line.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A connection to a broker, from its beginning to its end, in one version of the protocol. Safe between threads. */
public interface MqttSession {
    /** After half as much again the broker takes a silent box for gone. */
    int KEEP_ALIVE_SECONDS = 10;

    /** Nobody listens to it; a broker answers who ends that, which {@link #passage} makes use of. */
    String NOWHERE = "destseg/nowhere";

    String UNREACHABLE = "cannot be reached";
    String CHECK = "check address, network, credentials and certificates";

    /** @param will that the broker says for this box when it is gone without a word */
    CompletableFuture<?> connect(Optional<MqttMessage> will);

    /** Done when the broker has taken the message, at least once; of one that comes at most once, when it was sent. */
    CompletableFuture<?> publish(MqttMessage message);

    /** @param listener hears of messages, on a thread of the connection */
    CompletableFuture<?> subscribe(String topic, Consumer<Heard> listener);

    /**
     * Done when the broker has got everything that was sent before. Also messages that it does not confirm have arrived then,
     * for it answers what comes by one connection in turn.
     */
    CompletableFuture<?> passage();

    boolean isConnected();

    /** Takes leave; the broker says nothing for this box. */
    CompletableFuture<?> disconnect();

    /** Hangs up, so that the broker says what it was to say for a box that is gone, where the version allows that. */
    CompletableFuture<?> abandon();

    static MqttSession of(Broker broker) {
        return switch (broker.version()) {
            case V5 -> new Mqtt5Session(broker);
            case V3_1_1 -> new Mqtt3Session(broker);
        };
    }

    /** As the client names it. */
    static MqttQos quality(MqttMessage message) {
        return switch (message.quality()) {
            case AT_MOST_ONCE -> MqttQos.AT_MOST_ONCE;
            case AT_LEAST_ONCE -> MqttQos.AT_LEAST_ONCE;
        };
    }
}

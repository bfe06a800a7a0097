package dev.destseg.line.mqtt;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A connection to a broker, from its beginning to its end, in one version of the protocol. Safe between threads. */
interface MqttSession {
    /** After half as much again the broker takes a silent box for gone. */
    int KEEP_ALIVE_SECONDS = 10;

    String UNREACHABLE = "cannot be reached";
    String CHECK = "check address, network, credentials and certificates";

    /** @param will that the broker says for this box when it is gone without a word */
    CompletableFuture<?> connect(Optional<MqttMessage> will);

    /** Done when the broker has taken the message, at least once. */
    CompletableFuture<?> publish(MqttMessage message);

    /** @param listener hears of messages, on a thread of the connection */
    CompletableFuture<?> subscribe(String topic, Consumer<Heard> listener);

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
}

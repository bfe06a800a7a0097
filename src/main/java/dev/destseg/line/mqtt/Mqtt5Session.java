package dev.destseg.line.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.disconnect.Mqtt5DisconnectReasonCode;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** By MQTT 5.0. */
final class Mqtt5Session implements MqttSession {
    private static final String JSON = "application/json";
    /** Who may write to a topic is decided for each topic, so that others may be allowed. */
    private static final Set<Mqtt5PubAckReasonCode> ABOUT_THE_MESSAGE = EnumSet.of(
            Mqtt5PubAckReasonCode.NOT_AUTHORIZED,
            Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID,
            Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);

    private final Broker broker;
    private final Mqtt5AsyncClient client;

    Mqtt5Session(Broker broker) {
        this.broker = broker;
        this.client = broker.client().useMqttVersion5().buildAsync();
    }

    @Override
    public CompletableFuture<?> connect(Optional<MqttMessage> will) {
        Mqtt5ConnectBuilder connect = Mqtt5Connect.builder()
                .cleanStart(true)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .willPublish(will.map(Mqtt5Session::publication).orElse(null));
        if (broker.credentials().isPresent()) {
            connect = connect.simpleAuth()
                    .username(broker.user())
                    .password(broker.password())
                    .applySimpleAuth();
        }
        return client.connect(connect.build());
    }

    @Override
    public CompletableFuture<?> publish(MqttMessage message) {
        return client.publish(publication(message)).handle((result, failure) -> {
            Optional<Throwable> refusal = failure == null ? result.getError() : Optional.of(failure);
            if (refusal.isPresent()) {
                throw refused(refusal.get());
            }
            return result;
        });
    }

    /** The broker may say no, and say why, to a message alone. */
    private static RuntimeException refused(Throwable why) {
        if (why instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return refused(wrapped.getCause());
        }
        if (why instanceof MqttEncodeException) {
            return new MessageRefusedException("it is larger than the broker allows: " + why.getMessage());
        }
        if (why instanceof Mqtt5PubAckException answer
                && ABOUT_THE_MESSAGE.contains(answer.getMqttMessage().getReasonCode())) {
            return new MessageRefusedException(
                    answer.getMqttMessage().getReasonCode().name());
        }
        return new IllegalStateException(why);
    }

    private static Mqtt5Publish publication(MqttMessage message) {
        return Mqtt5Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(MqttSession.quality(message))
                .retain(message.retained())
                .contentType(message.isJson() ? JSON : null)
                .build();
    }

    @Override
    public CompletableFuture<?> subscribe(String topic, Consumer<Heard> listener) {
        return client.subscribeWith()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> Heard.by(
                        listener,
                        () -> new Heard(
                                message.getTopic().toString(), message.getPayloadAsBytes(), message.isRetain())))
                .send();
    }

    @Override
    public CompletableFuture<?> passage() {
        return client.unsubscribeWith().topicFilter(NOWHERE).send();
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }

    @Override
    public CompletableFuture<?> abandon() {
        return client.disconnectWith()
                .reasonCode(Mqtt5DisconnectReasonCode.DISCONNECT_WITH_WILL_MESSAGE)
                .send();
    }
}

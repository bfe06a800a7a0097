package dev.destseg.line.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** By MQTT 5.0. */
final class Mqtt5Session implements MqttSession {
    private static final String JSON = "application/json";

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
        return client.publish(publication(message)).thenApply(Mqtt5Session::requireTaken);
    }

    /** The broker may say no, and say why, to a message alone. */
    private static Mqtt5PublishResult requireTaken(Mqtt5PublishResult result) {
        result.getError().ifPresent(error -> {
            throw new IllegalStateException(error);
        });
        return result;
    }

    private static Mqtt5Publish publication(MqttMessage message) {
        return Mqtt5Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(message.retained())
                .contentType(JSON)
                .build();
    }

    @Override
    public CompletableFuture<?> subscribe(String topic, Consumer<Heard> listener) {
        return client.subscribeWith()
                .topicFilter(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message ->
                        listener.accept(new Heard(message.getTopic().toString(), message.getPayloadAsBytes())))
                .send();
    }

    @Override
    public boolean isConnected() {
        return client.getState().isConnected();
    }

    @Override
    public CompletableFuture<?> disconnect() {
        return client.disconnect();
    }
}

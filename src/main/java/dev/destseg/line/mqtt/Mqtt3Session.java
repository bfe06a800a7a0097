package dev.destseg.line.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3Connect;
import com.hivemq.client.mqtt.mqtt3.message.connect.Mqtt3ConnectBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** By MQTT 3.1.1. A broker of that version takes messages also where it then does nothing with them. */
final class Mqtt3Session implements MqttSession {
    private final Broker broker;
    private final Mqtt3AsyncClient client;

    Mqtt3Session(Broker broker) {
        this.broker = broker;
        this.client = broker.client().useMqttVersion3().buildAsync();
    }

    @Override
    public CompletableFuture<?> connect(Optional<MqttMessage> will) {
        Mqtt3ConnectBuilder connect = Mqtt3Connect.builder()
                .cleanSession(true)
                .keepAlive(KEEP_ALIVE_SECONDS)
                .willPublish(will.map(Mqtt3Session::publication).orElse(null));
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
        return client.publish(publication(message));
    }

    private static Mqtt3Publish publication(MqttMessage message) {
        return Mqtt3Publish.builder()
                .topic(message.topic())
                .payload(message.payload())
                .qos(MqttSession.quality(message))
                .retain(message.retained())
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

    /** This version knows only how to take leave. */
    @Override
    public CompletableFuture<?> abandon() {
        return disconnect();
    }
}

package dev.destseg.line.mqtt;

import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import java.io.IOException;

/**
 * Triggers that come as messages of a topic. What came while the box was not connected does not come later, but for one that
 * the broker was told to keep: it comes with each connection, and nobody knows how old it is.
 */
public final class MqttTriggers implements TriggerInput {
    private final Subscription subscription;

    /** @param topic without wildcards */
    public MqttTriggers(Broker broker, String topic) {
        this.subscription = new Subscription(broker, topic, "triggers");
    }

    @Override
    public void connect(TriggerListener listener) throws IOException, InterruptedException {
        subscription.connect(message -> {
            if (message.isKept()) {
                listener.acceptOld(message.text());
            } else {
                listener.accept(message.text());
            }
        });
    }

    @Override
    public void close() {
        subscription.close();
    }
}

package dev.destseg.line.mqtt;

import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Triggers that come as messages of a topic. What came while the box was not connected does not come later. */
public final class MqttTriggers implements TriggerInput {
    private final Broker broker;
    private final String topic;
    private @Nullable MqttSession session;

    /** @param topic without wildcards */
    public MqttTriggers(Broker broker, String topic) {
        this.broker = broker;
        this.topic = topic;
    }

    @Override
    public void connect(TriggerListener listener) throws IOException, InterruptedException {
        if (session != null && session.isConnected()) {
            return;
        }
        MqttSession begun = MqttSession.of(broker);
        try {
            BrokerAnswer.await(broker, begun.connect(Optional.empty()), MqttSession.UNREACHABLE, MqttSession.CHECK);
            BrokerAnswer.await(
                    broker,
                    begun.subscribe(topic, listener),
                    "does not let this box hear triggers",
                    "check that it allows this box to read " + topic);
            session = begun;
        } finally {
            if (session != begun) {
                begun.disconnect();
            }
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.disconnect();
        }
    }
}

package dev.destseg.line.mqtt;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listening to a topic, as long as the broker is there; what came while it was not does not come later. Used by one thread. */
final class Subscription implements AutoCloseable {
    private final Broker broker;
    private final String filter;
    private final String what;
    private @Nullable MqttSession session;

    /**
     * @param filter of topics
     * @param what comes from there, in a word, for people
     */
    Subscription(Broker broker, String filter, String what) {
        this.broker = broker;
        this.filter = filter;
        this.what = what;
    }

    /** Connects where that is not so; does nothing when all is well. */
    void connect(Consumer<Heard> listener) throws IOException, InterruptedException {
        if (session != null && session.isConnected()) {
            return;
        }
        MqttSession begun = MqttSession.of(broker);
        try {
            BrokerAnswer.await(broker, begun.connect(Optional.empty()), MqttSession.UNREACHABLE, MqttSession.CHECK);
            BrokerAnswer.await(
                    broker,
                    begun.subscribe(filter, listener),
                    "does not let this box hear " + what,
                    "check that it allows this box to read " + filter);
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

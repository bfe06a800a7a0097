package dev.destseg.line.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.line.output.Receiver;
import dev.destseg.line.output.VerdictRefusedException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells verdicts by a broker, each with quality of service 1. Whether the box is there is a retained message: {@code online},
 * and {@code offline} when it has taken leave or the broker has lost it.
 */
public final class MqttReceiver implements Receiver {
    private static final String ONLINE = "online";
    private static final String OFFLINE = "offline";

    private final Broker broker;
    private final MqttTopics topics;
    private @Nullable MqttSession session;

    public MqttReceiver(Broker broker, MqttTopics topics) {
        this.broker = broker;
        this.topics = topics;
    }

    @Override
    public void connect() throws IOException, InterruptedException {
        connected();
    }

    private MqttSession connected() throws IOException, InterruptedException {
        if (session != null && session.isConnected()) {
            return session;
        }
        MqttSession begun = MqttSession.of(broker);
        try {
            await(begun.connect(Optional.of(state(OFFLINE))), MqttSession.UNREACHABLE, MqttSession.CHECK);
            await(begun.publish(state(ONLINE)), "does not take the state of this box", allow(topics.state()));
            session = begun;
            return begun;
        } finally {
            if (session != begun) {
                begun.disconnect();
            }
        }
    }

    private MqttMessage state(String word) {
        String text = JsonNodeFactory.instance.objectNode().put("state", word).toString();
        return MqttMessage.json(topics.state(), text, true);
    }

    @Override
    public void deliver(OutboxEntry verdict) throws IOException, InterruptedException {
        MqttMessage message = MqttMessage.json(topics.verdicts(verdict.station()), verdict.message(), false);
        MqttSession current = connected();
        session = null;
        try {
            await(current.publish(message), "does not take a verdict", allow(message.topic()));
            session = current;
        } catch (IOException e) {
            if (MessageRefusedException.isIn(e)) {
                session = current;
                throw new VerdictRefusedException(String.valueOf(e.getMessage()), e);
            }
            throw e;
        } finally {
            if (session == null) { // It may still be under way; with its connection it ends.
                current.abandon();
            }
        }
    }

    private void await(CompletableFuture<?> answer, String problem, String remedy)
            throws IOException, InterruptedException {
        BrokerAnswer.await(broker, answer, problem, remedy);
    }

    private static String allow(String topic) {
        return "check that it allows this box to write to " + topic;
    }

    @Override
    public void close() {
        MqttSession current = session;
        if (current == null || !current.isConnected()) {
            return;
        }
        try {
            await(current.publish(state(OFFLINE)), "does not take the state of this box", allow(topics.state()));
            current.disconnect();
        } catch (IOException e) {
            current.abandon();
        } catch (InterruptedException e) {
            current.abandon();
            Thread.currentThread().interrupt();
        }
    }
}

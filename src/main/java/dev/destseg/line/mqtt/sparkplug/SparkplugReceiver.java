package dev.destseg.line.mqtt.sparkplug;

import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.line.mqtt.Broker;
import dev.destseg.line.mqtt.BrokerAnswer;
import dev.destseg.line.mqtt.Heard;
import dev.destseg.line.mqtt.MqttSession;
import dev.destseg.line.mqtt.sparkplug.NodeAddress.Kind;
import dev.destseg.line.output.Receiver;
import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells verdicts as an edge node of Sparkplug B. While the primary host is away nothing is told, and verdicts wait in the journal;
 * they are historical then.
 */
public final class SparkplugReceiver implements Receiver {
    private final Broker broker;
    private final NodeAddress address;
    private final BirthNumbers numbers;
    private final Supplier<Map<String, Boolean>> stations;
    private final EdgeNode node;
    private @Nullable Session session;
    private volatile CompletableFuture<?> leaving = CompletableFuture.completedFuture(null);

    /**
     * A connection from its beginning to its end.
     *
     * @param number that its birth and its end have
     */
    private record Session(MqttSession connection, long number, PrimaryHost host) {}

    /**
     * @param numbers of sessions
     * @param stations those that take pictures by themselves, and whether they can at present
     */
    public SparkplugReceiver(
            Broker broker, NodeAddress address, BirthNumbers numbers, Supplier<Map<String, Boolean>> stations) {
        this.broker = broker;
        this.address = address;
        this.numbers = numbers;
        this.stations = stations;
        this.node = new EdgeNode(address, Clock.systemUTC());
    }

    @Override
    public void connect() throws IOException, InterruptedException {
        connected();
        lookAround();
    }

    private Session connected() throws IOException, InterruptedException {
        Session current = session;
        if (current != null && current.connection().isConnected() && isHeard(current)) {
            return current;
        }
        session = null;
        node.end();
        awaitFarewell();
        Session begun = opened();
        try {
            requireHost(begun);
            lookAround();
            node.begin(begun.number(), message -> begun.connection().publish(message));
            session = begun;
            return begun;
        } finally {
            if (session != begun) {
                leaving = begun.connection().disconnect();
            }
        }
    }

    private boolean isHeard(Session current) {
        return address.primaryHost().isEmpty() || current.host().isThereStill();
    }

    private Session opened() throws IOException, InterruptedException {
        Session begun = new Session(MqttSession.of(broker), numbers.next(), new PrimaryHost());
        boolean opened = false;
        try {
            await(
                    begun.connection().connect(Optional.of(node.death(begun.number()))),
                    MqttSession.UNREACHABLE,
                    MqttSession.CHECK);
            listen(begun, address.topic(Kind.NCMD), command -> node.hear(command.payload()));
            if (address.primaryHost().isPresent()) {
                String topic = NodeAddress.state(address.primaryHost().get());
                listen(begun, topic, state -> hear(begun, state));
            }
            opened = true;
            return begun;
        } finally {
            if (!opened) {
                leaving = begun.connection().disconnect();
            }
        }
    }

    private void listen(Session begun, String topic, Consumer<Heard> listener)
            throws IOException, InterruptedException {
        await(
                begun.connection().subscribe(topic, listener),
                "does not let this box hear " + topic,
                "check that it allows this box to read that");
    }

    /** On a thread of the connection, which must not wait. */
    private void hear(Session current, Heard state) {
        current.host()
                .hear(
                        state.payload(),
                        () -> { // Also when it is back at once: the next session tells it all.
                            node.end();
                            leaving = farewell(current);
                        });
    }

    private CompletableFuture<?> farewell(Session current) {
        return current.connection()
                .publish(node.death(current.number()))
                .handle((sent, failure) -> current.connection().disconnect())
                .thenCompose(ended -> ended);
    }

    /** The broker would say the end of the last session once more if the next one came first: they have one name. */
    private void awaitFarewell() throws IOException, InterruptedException {
        try {
            await(leaving.exceptionally(lost -> null), "does not take that this box leaves", MqttSession.CHECK);
        } finally {
            leaving = CompletableFuture.completedFuture(null);
        }
    }

    private void requireHost(Session begun) throws IOException, InterruptedException {
        if (address.primaryHost().isPresent() && !begun.host().await(broker.patience())) {
            String host = address.primaryHost().get();
            throw new IOException("The primary host " + host + " is not there (" + NodeAddress.state(host) + " at "
                    + broker.url() + "), and verdicts wait for it; start it, or name another (sparkplug.primary-host)");
        }
    }

    private void lookAround() {
        Set<String> there = new HashSet<>();
        Set<String> away = new HashSet<>();
        stations.get().forEach((station, sees) -> (sees ? there : away).add(NodeAddress.device(Optional.of(station))));
        node.devices(there, away);
    }

    @Override
    public void deliver(OutboxEntry verdict) throws IOException, InterruptedException {
        VerdictMetrics metrics = VerdictMetrics.of(verdict);
        Session current = connected();
        session = null;
        try {
            if (!node.tell(NodeAddress.device(verdict.station()), metrics)) {
                throw hostHasGone();
            }
            await(current.connection().passage(), "does not take a verdict", MqttSession.CHECK);
            if (!isHeard(current)) {
                throw hostHasGone();
            }
            session = current;
        } finally {
            if (session == null) { // It may still be under way; with its connection it ends.
                node.end();
                leaving = current.connection().abandon();
            }
        }
    }

    private IOException hostHasGone() {
        return new IOException("The primary host " + address.primaryHost().orElse("")
                + " has gone while a verdict was told; it is told again");
    }

    private void await(CompletableFuture<?> answer, String problem, String remedy)
            throws IOException, InterruptedException {
        BrokerAnswer.await(broker, answer, problem, remedy);
    }

    @Override
    public void close() {
        Session current = session;
        node.end();
        if (current == null || !current.connection().isConnected()) {
            return;
        }
        try {
            await(farewell(current), "does not take that this box leaves", MqttSession.CHECK);
        } catch (IOException e) {
            current.connection().abandon();
        } catch (InterruptedException e) {
            current.connection().abandon();
            Thread.currentThread().interrupt();
        }
    }
}

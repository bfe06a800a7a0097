package dev.destseg.line.modbus;

import dev.destseg.line.trigger.Trigger;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Triggers that the machine writes into a station's registers of this box, or into its coil. Safe between threads. */
final class RegisterTriggers implements TriggerInput {
    private final LongConsumer acknowledgement;
    private final CounterEdges counter = new CounterEdges();
    /** 1 while it is on. */
    private final CounterEdges coil = new CounterEdges();

    private @Nullable TriggerListener listener;
    private long connection = MachineConnections.NONE;

    /** @param acknowledgement shows which trigger was taken last */
    RegisterTriggers(LongConsumer acknowledgement) {
        this.acknowledgement = acknowledgement;
    }

    @Override
    public synchronized void connect(TriggerListener stationsOwn) {
        listener = stationsOwn;
    }

    /**
     * The machine's counter says this now.
     *
     * @param from the connection that says so
     * @return false when nobody could take it, so that the machine must say it again
     */
    synchronized boolean count(long value, long from) {
        notice(from);
        return see(counter, value, trigger -> trigger);
    }

    /**
     * The coil is this now; that it was switched on is a trigger, which the box counts.
     *
     * @param from the connection that says so
     * @return false when nobody could take it
     */
    synchronized boolean switchTo(boolean on, long from) {
        notice(from);
        return see(
                coil,
                on ? 1 : 0,
                edge -> new Trigger(OptionalLong.empty(), edge.part(), edge.arrived(), edge.isFresh()));
    }

    /** What a new connection says first may have come to be at any time since the one before was lost. */
    private void notice(long from) {
        if (from != connection) {
            connection = from;
            counter.interrupt();
            coil.interrupt();
        }
    }

    private boolean see(CounterEdges edges, long value, UnaryOperator<Trigger> meaning) {
        if (listener == null
                || !edges.look(value).map(meaning).map(listener::hear).orElse(true)) {
            return false;
        }
        edges.keep(value);
        return true;
    }

    @Override
    public void taken(long sequence) {
        acknowledgement.accept(sequence);
    }

    @Override
    public synchronized void close() {
        listener = null;
    }
}

package dev.destseg.line.modbus;

import dev.destseg.line.output.BackOff;
import dev.destseg.line.trigger.Trigger;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Triggers of a machine that does not write by itself: its counter is read again and again, and each change is a trigger. Where
 * it wants that, it is told which one was taken last. A thread of its own reads, and connects again after pauses that grow.
 */
public final class PolledTriggers implements TriggerInput {
    private static final Logger LOG = Logger.getLogger(PolledTriggers.class);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final ModbusPeer machine;
    private final int register;
    private final OptionalInt acknowledge;
    private final Duration every;
    private final Duration late;
    private final CounterEdges counter = new CounterEdges();
    private @Nullable Thread polling;
    /** Of the thread that reads. */
    private int failures;

    private volatile Optional<IOException> problem = Optional.empty();
    private volatile long taken;
    private volatile boolean closed;

    /**
     * @param register first of the two holding registers with the counter, the upper half in it
     * @param acknowledge first of the two that are told which trigger was taken
     * @param every how often it is read
     * @param late how old a trigger may be; what changed while it was not read for so long is too old
     * @throws InputException when a machine has no such registers, or is read too seldom or without a pause
     */
    public PolledTriggers(ModbusPeer machine, int register, OptionalInt acknowledge, Duration every, Duration late) {
        ModbusPeer.requireRegisters("register", register, 2);
        acknowledge.ifPresent(first -> ModbusPeer.requireRegisters("acknowledge", first, 2));
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(late) >= 0) {
            throw new InputException("A counter is read every 1 ms or less often, and more often than a trigger may be"
                    + " old (late, " + late.toMillis() + " ms), not every " + every.toMillis() + " ms (every)");
        }
        this.machine = machine;
        this.register = register;
        this.acknowledge = acknowledge;
        this.every = every;
        this.late = late;
    }

    @Override
    public void connect(TriggerListener listener) throws IOException {
        if (polling == null) {
            polling = new Thread(
                    () -> run(listener), "modbus-triggers " + machine.url().getHost());
            polling.start();
        }
        if (problem.isPresent()) {
            throw new IOException(problem.get().getMessage(), problem.get());
        }
    }

    private void run(TriggerListener listener) {
        try {
            while (!closed) {
                try (ModbusConnection connection = ModbusConnection.open(machine)) {
                    counter.interrupt();
                    watch(connection, listener);
                } catch (IOException e) {
                    problem = Optional.of(e);
                } catch (RuntimeException | OutOfMemoryError e) {
                    LOG.errorf(e, "The counter of %s cannot be read", machine.url());
                    problem = Optional.of(new IOException("Reading the counter of " + machine.url() + " failed inside ("
                            + e + "); the log says where"));
                }
                failures++;
                Thread.sleep(
                        BACK_OFF.pause(failures, ThreadLocalRandom.current()).toMillis());
            }
        } catch (InterruptedException end) {
            // By close.
        }
    }

    private void watch(ModbusConnection connection, TriggerListener listener) throws IOException, InterruptedException {
        long told = -1;
        long before = System.nanoTime();
        while (!closed) {
            long asked = System.nanoTime();
            long value = connection.readNumber(register);
            if (System.nanoTime() - before > late.toNanos()) {
                counter.interrupt(); // It has changed at any time since then.
            }
            before = asked;
            look(value, listener);
            told = tell(connection, told);
            problem = Optional.empty();
            failures = 0;
            TimeUnit.NANOSECONDS.sleep(every.toNanos());
        }
    }

    private void look(long value, TriggerListener listener) {
        Optional<Trigger> trigger = counter.look(value);
        if (trigger.map(listener::hear).orElse(true)) {
            counter.keep(value);
        }
    }

    /** @return what it knows now */
    private long tell(ModbusConnection connection, long told) throws IOException {
        long number = taken;
        if (acknowledge.isPresent() && number != told) {
            connection.write(acknowledge.getAsInt(), Registers.words(number));
        }
        return number;
    }

    @Override
    public void taken(long sequence) {
        taken = sequence;
    }

    @Override
    public void close() {
        closed = true;
        Thread current = polling;
        if (current == null) {
            return;
        }
        current.interrupt();
        try {
            current.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

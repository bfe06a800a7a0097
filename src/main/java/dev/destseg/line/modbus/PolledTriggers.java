package dev.destseg.line.modbus;

import dev.destseg.line.output.BackOff;
import dev.destseg.line.trigger.Trigger;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.line.trigger.TriggerListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Triggers of a machine that does not write by itself: its counter is read again and again, and each change is a trigger. Where
 * it wants that, it is told which one was taken last. A thread of its own reads, and connects again after pauses that grow.
 */
public final class PolledTriggers implements TriggerInput {
    private static final BackOff BACK_OFF = new BackOff(Duration.ofMillis(100), Duration.ofSeconds(5));

    private final ModbusPeer machine;
    private final int register;
    private final OptionalInt acknowledge;
    private final Duration every;
    private final CounterEdges counter = new CounterEdges();
    private @Nullable Thread polling;
    private volatile Optional<IOException> problem = Optional.empty();
    private volatile long taken;
    private volatile boolean closed;

    /**
     * @param register first of the two holding registers with the counter, the upper half in it
     * @param acknowledge first of the two that are told which trigger was taken
     * @param every how often it is read
     * @throws dev.destseg.tensor.InputException when a machine has no such registers
     */
    public PolledTriggers(ModbusPeer machine, int register, OptionalInt acknowledge, Duration every) {
        ModbusPeer.requireRegisters("register", register, 2);
        acknowledge.ifPresent(first -> ModbusPeer.requireRegisters("acknowledge", first, 2));
        this.machine = machine;
        this.register = register;
        this.acknowledge = acknowledge;
        this.every = every;
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
        int failures = 0;
        try {
            while (!closed) {
                try (ModbusConnection connection = ModbusConnection.open(machine)) {
                    counter.interrupt();
                    long told = -1;
                    while (!closed) {
                        look(connection.readNumber(register), listener);
                        told = tell(connection, told);
                        problem = Optional.empty();
                        failures = 0;
                        TimeUnit.NANOSECONDS.sleep(every.toNanos());
                    }
                } catch (IOException e) {
                    problem = Optional.of(e);
                    failures++;
                    Thread.sleep(BACK_OFF.pause(failures, ThreadLocalRandom.current())
                            .toMillis());
                }
            }
        } catch (InterruptedException end) {
            // By close.
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

package dev.destseg.bench;

import dev.destseg.line.modbus.ModbusSocket;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A machine as a PLC drives it: a part comes each so often, its number is written into the counter of the box, and the answer is
 * read again and again. After an interruption the counter is written as it stands, as programs that write all their outputs in
 * each cycle do. One thread.
 */
final class SimulatedMachine implements AutoCloseable {
    private static final int ANSWER = 10;
    private static final int COUNTER = 16;
    private static final Duration CYCLE = Duration.ofMillis(5);
    private static final Duration RECONNECT = Duration.ofMillis(50);

    private final int port;
    private final Duration period;
    private final List<Part> parts = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "machine");
    private @Nullable ModbusSocket box;
    private long written = -1;
    private long lastAnswered;
    private volatile int interruptions;
    private volatile boolean stopped;
    private volatile boolean closed;

    /** @param port of the box on this machine */
    SimulatedMachine(int port, Duration period) {
        this.port = port;
        this.period = period;
    }

    /** A part; times are those of {@link System#nanoTime}. */
    static final class Part {
        private final long number;
        private final long came;
        private boolean isTold;
        private long answered = Long.MAX_VALUE;

        private Part(long number, long came) {
            this.number = number;
            this.came = came;
        }

        long number() {
            return number;
        }

        long came() {
            return came;
        }

        /** When its answer, or that of a later part, was read; the end of time before. */
        long answered() {
            return answered;
        }

        /** Whether the box took its trigger before the next part came. */
        boolean isTold() {
            return isTold;
        }

        /** From when it came until its answer, or that of a later part, was read. */
        OptionalDouble milliseconds() {
            return answered == Long.MAX_VALUE ? OptionalDouble.empty() : OptionalDouble.of((answered - came) / 1e6);
        }
    }

    void start() {
        thread.start();
    }

    /** No more parts come; answers are read still. */
    void stop() {
        stopped = true;
    }

    /** Those that came. */
    synchronized List<Part> parts() {
        return List.copyOf(parts);
    }

    int interruptions() {
        return interruptions;
    }

    private void run() {
        long due = System.nanoTime() + period.toNanos();
        try {
            while (!closed) {
                long begun = System.nanoTime();
                if (!stopped && begun >= due) {
                    come(due);
                    due += period.toNanos();
                }
                Duration pause = speak() ? CYCLE : RECONNECT;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, begun + pause.toNanos() - System.nanoTime()));
            }
        } catch (InterruptedException end) {
            // By close.
        } finally {
            hangUp();
        }
    }

    private synchronized void come(long due) {
        parts.add(new Part(parts.size() + 1, due));
    }

    private boolean speak() {
        try {
            if (box == null) {
                box = new ModbusSocket(port);
            }
            tell(box);
            hear(box.read(ANSWER, 5));
            return true;
        } catch (IOException e) {
            if (written >= 0) {
                interruptions++;
            }
            hangUp();
            return false;
        }
    }

    private void tell(ModbusSocket current) throws IOException {
        int number = parts.size();
        if (written != number && current.write(COUNTER, number)) {
            written = number;
            if (number > 0) {
                parts.get(number - 1).isTold = true;
            }
        }
    }

    private synchronized void hear(int[] answer) {
        long trigger = (long) answer[2] << 16 | answer[3];
        boolean isThere = answer[4] != 0;
        long now = System.nanoTime();
        for (; isThere && lastAnswered < Math.min(trigger, parts.size()); lastAnswered++) {
            parts.get((int) lastAnswered).answered = now;
        }
    }

    private void hangUp() {
        written = -1;
        ModbusSocket gone = box;
        box = null;
        if (gone != null) {
            try {
                gone.close();
            } catch (IOException e) {
                // It was gone before.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

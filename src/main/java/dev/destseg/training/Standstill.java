package dev.destseg.training;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long this process has stood still, as one does that was stopped (SIGSTOP): a thread looks at the time four times a
 * second, and what lies between two looks far apart was no time to work in. Safe between threads.
 */
public final class Standstill implements AutoCloseable {
    /** Longer than a busy machine keeps a thread waiting that has nearly nothing to do. */
    private static final Duration LEAST = Duration.ofSeconds(5);

    private static final long TICK_MILLIS = 250;

    private final LongSupplier nanoTime;
    private final long least;
    private final Thread watch = new Thread(this::watch, "standstill");
    private long looked;
    private long stood;

    private Standstill(Duration least, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.least = least.toNanos();
        this.looked = nanoTime.getAsLong();
    }

    /** Watches until it is closed. */
    public static Standstill watched() {
        return watched(LEAST);
    }

    /** @param least what counts as standing still */
    static Standstill watched(Duration least) {
        Standstill standstill = new Standstill(least, System::nanoTime);
        standstill.watch.setDaemon(true);
        standstill.watch.start();
        return standstill;
    }

    /** Without a thread: {@link #look} is the caller's. */
    static Standstill unwatched(Duration least, LongSupplier nanoTime) {
        return new Standstill(least, nanoTime);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(TICK_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nanoseconds from any moment on, while the process did not stand still. */
    synchronized long runningNanos() {
        look();
        return looked - stood;
    }

    synchronized void look() {
        long now = nanoTime.getAsLong();
        if (now - looked >= least) {
            stood += now - looked;
        }
        looked = now;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}

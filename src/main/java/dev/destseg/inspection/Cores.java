package dev.destseg.inspection;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Who may run networks. An image alone gets all cores, with which it is judged soonest. While others are worked on as well,
 * two get half of the cores each: side by side they lose nothing by waiting for each other's threads, nor when a thread is
 * interrupted, so that more are judged in a second than one after the other. Whoever came first runs first. Safe between
 * threads.
 */
final class Cores {
    /** What a run may use. */
    enum Share {
        ALL(2),
        HALF(1);

        private final int halves;

        Share(int halves) {
            this.halves = halves;
        }
    }

    /** Parts that come at greater distances hardly ever meet what is judged between them. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Semaphore halves = new Semaphore(Share.ALL.halves, true);
    private final AtomicInteger demands = new AtomicInteger();
    private final Object ending = new Object();
    private final LongSupplier nanos;
    /** How many parts were done with, when the last one was, and how long after the one before; guarded by {@link #ending}. */
    private long ended;

    private long lastEnded;
    private long distance;

    Cores() {
        this(System::nanoTime);
    }

    /** @param nanos the time, as {@link System#nanoTime} */
    Cores(LongSupplier nanos) {
        this.nanos = nanos;
        this.lastEnded = nanos.getAsLong();
    }

    /** Tells that networks will be run soon; as long as it is open others who come get half of the cores. */
    Demand demand() {
        demands.incrementAndGet();
        return new Demand();
    }

    /**
     * Runs networks for nobody who waits, and holds no part up where that can be helped: while parts come, as soon as the next one
     * is done, for those of a machine come at a distance.
     */
    <R> R runBetween(Supplier<R> networks) {
        awaitEnd();
        halves.acquireUninterruptibly(Share.ALL.halves);
        try {
            return networks.get();
        } finally {
            halves.release(Share.ALL.halves);
        }
    }

    /** Of the next part; one that is late by as much again as it is from the one before is not expected any more. */
    private void awaitEnd() {
        synchronized (ending) {
            long before = ended;
            long until = lastEnded + Math.min(2 * distance, LONGEST_WAIT.toNanos());
            try {
                for (long left = until - nanos.getAsLong();
                        ended == before && left > 0;
                        left = until - nanos.getAsLong()) {
                    TimeUnit.NANOSECONDS.timedWait(ending, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // Whoever ends this thread waits for nothing.
            }
        }
    }

    /** Of one thread; closed once. */
    final class Demand implements AutoCloseable {
        private Demand() {}

        /**
         * Waits for its turn and runs networks.
         *
         * @param divisible whether they can do with half of the cores
         * @param networks told what they may use
         */
        <R> R run(boolean divisible, Function<Share, R> networks) {
            Share share = divisible && demands.get() > 1 ? Share.HALF : Share.ALL;
            halves.acquireUninterruptibly(share.halves);
            try {
                return networks.apply(share);
            } finally {
                halves.release(share.halves);
            }
        }

        @Override
        public void close() {
            demands.decrementAndGet();
            synchronized (ending) {
                long now = nanos.getAsLong();
                distance = now - lastEnded;
                lastEnded = now;
                ended++;
                ending.notifyAll();
            }
        }
    }
}

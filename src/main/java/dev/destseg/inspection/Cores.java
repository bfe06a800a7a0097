package dev.destseg.inspection;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

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

    private final Semaphore halves = new Semaphore(Share.ALL.halves, true);
    private final AtomicInteger demands = new AtomicInteger();

    /** Tells that networks will be run soon; as long as it is open others who come get half of the cores. */
    Demand demand() {
        demands.incrementAndGet();
        return new Demand();
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
        }
    }
}

package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.Cores.Demand;
import dev.destseg.inspection.Cores.Share;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CoresTest {
    private final Cores cores = new Cores();
    private final AtomicLong now = new AtomicLong();
    private final Cores timed = new Cores(now::get);
    private final CountDownLatch go = new CountDownLatch(1);

    /** Runs networks that end when {@link #go} says so. */
    private CompletableFuture<Share> running(Demand demand, boolean divisible, CountDownLatch begun) {
        return CompletableFuture.supplyAsync(
                () -> demand.run(divisible, share -> {
                    begun.countDown();
                    await(go);
                    return share;
                }),
                work -> new Thread(work).start());
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneAloneGetsAll() {
        try (Demand alone = cores.demand()) {
            assertEquals(Share.ALL, alone.run(true, share -> share));
        }
    }

    @Test
    void twoAtOnceGetHalfEachAndRunSideBySide() {
        CountDownLatch both = new CountDownLatch(2);
        try (Demand one = cores.demand();
                Demand other = cores.demand()) {
            CompletableFuture<Share> first = running(one, true, both);
            CompletableFuture<Share> second = running(other, true, both);

            assertTrue(await(both));
            go.countDown();
            assertEquals(Share.HALF, first.join());
            assertEquals(Share.HALF, second.join());
        }
    }

    @Test
    void whoeverCannotDoWithHalfRunsAlone() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        try (Demand one = cores.demand();
                Demand other = cores.demand()) {
            CompletableFuture<Share> whole = running(one, false, first);
            assertTrue(await(first));
            CompletableFuture<Share> half = running(other, true, second);

            assertFalse(second.await(100, TimeUnit.MILLISECONDS));
            go.countDown();
            assertEquals(Share.ALL, whole.join());
            assertEquals(Share.HALF, half.join());
        }
    }

    @Test
    void afterTheOthersHaveGoneOneAloneGetsAllAgain() {
        Demand gone = cores.demand();
        try (Demand left = cores.demand()) {
            assertEquals(Share.HALF, left.run(true, share -> share));
            gone.close();
            assertEquals(Share.ALL, left.run(true, share -> share));
        }
    }

    @Test
    void whatNobodyWaitsForRunsBehindTheNextPartWhilePartsCome() throws Exception {
        Demand next = parts(Duration.ofMillis(100));
        AtomicBoolean isDone = new AtomicBoolean();
        CompletableFuture<Boolean> between = new CompletableFuture<>();
        Thread waits = new Thread(() -> between.complete(timed.runBetween(isDone::get)));
        waits.start();
        while (waits.getState() != Thread.State.TIMED_WAITING) {
            assertFalse(between.isDone(), "it did not wait");
            Thread.sleep(1);
        }
        isDone.set(true);
        next.close();

        // At a time that stands still nothing else lets it run.
        assertTrue(between.join());
    }

    @Test
    void aPartThatDoesNotComeAnyMoreIsNotWaitedFor() {
        parts(Duration.ofMillis(100));
        now.addAndGet(Duration.ofMillis(200).toNanos());

        assertTrue(timed.runBetween(() -> true));
    }

    @Test
    void whereNoPartCameNobodyIsWaitedFor() {
        assertTrue(timed.runBetween(() -> true));
    }

    /** Two parts at a distance, and the next one, which is worked on. */
    private Demand parts(Duration distance) {
        timed.demand().close();
        now.addAndGet(distance.toNanos());
        timed.demand().close();
        return timed.demand();
    }

    @Test
    void aFailureGivesTheCoresBack() {
        try (Demand demand = cores.demand()) {
            try {
                demand.run(false, share -> {
                    throw new IllegalStateException("on purpose");
                });
            } catch (IllegalStateException expected) {
                assertEquals("on purpose", expected.getMessage());
            }
            assertEquals(Share.ALL, demand.run(false, share -> share));
        }
    }
}

package dev.destseg.rest;

import dev.destseg.inspection.CompletedInspection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;

/** Keeps the threads that judge the product "slow" busy until it is released, as a slow disk would. */
@ApplicationScoped
class SlowRecord {
    static final String PRODUCT = "slow";

    private final CountDownLatch released = new CountDownLatch(1);

    void write(@Observes CompletedInspection inspection) throws InterruptedException {
        if (inspection.product().equals(PRODUCT)) {
            released.await();
        }
    }

    void release() {
        released.countDown();
    }
}

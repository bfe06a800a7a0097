package dev.destseg.line.trigger;

import dev.destseg.line.trigger.TriggerCounts.Finding;
import dev.destseg.tensor.InputException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jboss.logging.Logger;

/** Triggers that a station has heard and not answered yet, in their order. Heard on any thread, taken by one. */
final class WaitingTriggers implements TriggerListener {
    private static final Logger LOG = Logger.getLogger(WaitingTriggers.class);
    /** What does not find a place is missed, and answered as that when the next one comes. */
    private static final int MOST = 64;

    private final String station;
    private final TriggerCounts counts;
    private final BlockingQueue<Trigger> waiting = new ArrayBlockingQueue<>(MOST);
    /** Whether it was said that too many wait; said again when that was over in between. */
    private volatile boolean crowded;

    /** @param counts told of signals that are no triggers */
    WaitingTriggers(String station, TriggerCounts counts) {
        this.station = station;
        this.counts = counts;
    }

    @Override
    public boolean hear(Trigger trigger) {
        boolean taken = waiting.offer(trigger);
        if (!taken && !crowded) {
            crowded = true;
            LOG.warnf("The station %s: triggers come faster than they are answered", station);
        }
        return taken;
    }

    @Override
    public void accept(String text) {
        hear(text, true);
    }

    @Override
    public void acceptOld(String text) {
        hear(text, false);
    }

    private void hear(String text, boolean isFresh) {
        try {
            Trigger trigger = Trigger.parse(text, System.nanoTime());
            hear(isFresh ? trigger : trigger.old());
        } catch (InputException e) {
            counts.add(Finding.REFUSED, e.getMessage());
        }
    }

    /** The next one; waits for it. */
    Trigger take() throws InterruptedException {
        if (waiting.isEmpty()) {
            crowded = false;
        }
        return waiting.take();
    }
}

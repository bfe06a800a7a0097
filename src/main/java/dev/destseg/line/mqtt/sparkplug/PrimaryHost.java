package dev.destseg.line.mqtt.sparkplug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Whether the host that all of a session is told for is there, as it says itself. Safe between threads. */
final class PrimaryHost {
    private static final ObjectMapper JSON = new ObjectMapper();

    private boolean isOnline;
    private boolean hasLeft;
    private long said = Long.MIN_VALUE;

    /**
     * @param state what it says; anything older than what it has said before, and anything else, is passed over
     * @param whenItLeaves done before anybody can see that it has left
     */
    synchronized void hear(byte[] state, Runnable whenItLeaves) {
        try {
            JsonNode words = JSON.readTree(state);
            long time = words.path("timestamp").asLong(Long.MIN_VALUE);
            if (words.path("online").isBoolean() && time >= said) {
                said = time;
                boolean wasOnline = isOnline;
                isOnline = words.path("online").asBoolean();
                if (wasOnline && !isOnline) {
                    hasLeft = true;
                    whenItLeaves.run();
                }
                notifyAll();
            }
        } catch (IOException notAState) {
            // Another program writes to its topic; it stays as it was.
        }
    }

    /** Whether it is there and has been since it was first: one that was away in between may not have heard all. */
    synchronized boolean isThereStill() {
        return isOnline && !hasLeft;
    }

    /** Waits until it is there, or for a while. @return whether it is */
    synchronized boolean await(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); !isOnline && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return isOnline;
    }
}

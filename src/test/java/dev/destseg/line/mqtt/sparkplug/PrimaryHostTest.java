package dev.destseg.line.mqtt.sparkplug;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrimaryHostTest {
    private final PrimaryHost host = new PrimaryHost();

    private void says(String state) {
        host.hear(state.getBytes(StandardCharsets.UTF_8));
    }

    /** A broker tells the end of a host and its return in one breath, faster than a verdict passes. */
    @Test
    void oneThatWasAwayInBetweenHasNotBeenThereAllTheTime() {
        says("{\"online\": true, \"timestamp\": 1}");
        assertTrue(host.isThereStill());
        says("{\"online\": false, \"timestamp\": 1}");
        assertFalse(host.isThereStill());
        says("{\"online\": true, \"timestamp\": 2}");
        assertTrue(host.isOnline());
        assertFalse(host.isThereStill());
    }

    @Test
    void whatIsOlderAndWhatIsNoStateChangesNothing() {
        says("{\"online\": true, \"timestamp\": 5}");
        says("{\"online\": false, \"timestamp\": 4}");
        says("{\"online\": \"no\", \"timestamp\": 6}");
        says("nonsense");
        assertTrue(host.isThereStill());
    }
}

package dev.destseg.line.mqtt.sparkplug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrimaryHostTest {
    private final PrimaryHost host = new PrimaryHost();

    private int farewells;

    private void says(String state) {
        host.hear(state.getBytes(StandardCharsets.UTF_8), () -> farewells++);
    }

    /** A broker tells the end of a host and its return in one breath, faster than a verdict passes. */
    @Test
    void oneThatWasAwayInBetweenHasNotBeenThereAllTheTime() {
        says("{\"online\": true, \"timestamp\": 1}");
        assertTrue(host.isThereStill());
        says("{\"online\": false, \"timestamp\": 1}");
        assertFalse(host.isThereStill());
        says("{\"online\": true, \"timestamp\": 2}");
        assertFalse(host.isThereStill());
        assertEquals(1, farewells);
    }

    @Test
    void oneThatSaysAgainThatItIsAwayHasLeftOnce() {
        says("{\"online\": false, \"timestamp\": 1}");
        assertEquals(0, farewells);
        says("{\"online\": true, \"timestamp\": 2}");
        says("{\"online\": false, \"timestamp\": 3}");
        says("{\"online\": false, \"timestamp\": 4}");
        assertEquals(1, farewells);
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

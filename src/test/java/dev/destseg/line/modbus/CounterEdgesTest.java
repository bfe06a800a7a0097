package dev.destseg.line.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.line.trigger.Trigger;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CounterEdgesTest {
    private final CounterEdges counter = new CounterEdges();

    private Optional<Trigger> see(long value) {
        Optional<Trigger> trigger = counter.look(value);
        counter.keep(value);
        return trigger;
    }

    private boolean isFresh(long value) {
        Trigger trigger = see(value).orElseThrow();
        assertEquals(value, trigger.sequence().orElseThrow());
        return trigger.isFresh();
    }

    @Test
    void eachOtherNumberIsATriggerAndTheSameOneIsNot() {
        see(0);
        assertTrue(isFresh(1));
        assertEquals(Optional.empty(), see(1));
        assertTrue(isFresh(2));
        assertTrue(isFresh(1));
    }

    @Test
    void zeroIsNoTrigger() {
        see(5);
        assertEquals(Optional.empty(), see(0));
        assertTrue(isFresh(5));
    }

    @Test
    void nobodyKnowsSinceWhenTheFirstNumberStoodThere() {
        assertFalse(isFresh(41));
        assertTrue(isFresh(42));
    }

    @Test
    void afterAnInterruptionAChangeMayBeOldAndWhatStayedIsNoTrigger() {
        see(0);
        see(7);
        counter.interrupt();
        assertEquals(Optional.empty(), see(7));
        assertTrue(isFresh(8));
        counter.interrupt();
        assertFalse(isFresh(9));
        assertTrue(isFresh(10));
    }

    @Test
    void whatNobodyCouldTakeIsATriggerStillAndAsOldAsItIs() {
        see(0);
        Trigger first = counter.look(1).orElseThrow();
        assertEquals(Optional.of(first), counter.look(1));
        see(1);
        see(0);
        assertTrue(see(1).orElseThrow().arrived() - first.arrived() > 0);
    }
}

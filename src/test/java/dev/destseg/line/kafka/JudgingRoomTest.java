package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JudgingRoomTest {
    private static FoundImage image(long judging) {
        return new FoundImage(new byte[0], judging);
    }

    @Test
    void oneImageIsJudgedHoweverLargeItIs() {
        JudgingRoom room = new JudgingRoom(10, 0);
        assertTrue(room.admits(image(11)));
        room.add(image(11));
        assertFalse(room.admits(image(1)));
    }

    @Test
    void asManyAreJudgedAsThereIsRoomFor() {
        JudgingRoom room = new JudgingRoom(10, 4);
        assertTrue(room.admits(image(6)));
        room.add(image(6));
        assertFalse(room.admits(image(1)));
    }

    @Test
    void aSmallImageDoesNotOvertakeALargeOneThatWaits() {
        JudgingRoom room = new JudgingRoom(10, 4);
        assertFalse(room.admits(image(7)));
        assertFalse(room.admits(image(1)));
    }
}

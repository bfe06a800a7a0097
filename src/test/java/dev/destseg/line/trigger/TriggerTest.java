package dev.destseg.line.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {
    @Test
    void isANumberAloneOrWithThePart() {
        assertEquals(new Trigger(OptionalLong.of(17), Optional.empty(), 5, true), Trigger.parse(" 17 ", 5));
        assertEquals(
                new Trigger(OptionalLong.of(17), Optional.empty(), 5, true), Trigger.parse("{\"sequence\": 17}", 5));
        assertEquals(
                new Trigger(OptionalLong.of(17), Optional.of("A-17"), 5, true),
                Trigger.parse("{\"sequence\": 17, \"part\": \"A-17\", \"other\": 1}", 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "-1",
                "1.5",
                "\"17\"",
                "[17]",
                "{}",
                "null",
                "99999999999999999999",
                "{\"sequence\": \"17\"}",
                "{\"sequence\": 17, \"part\": 3}",
                "{\"sequence\": 17, \"part\": \" \"}",
                "{\"sequence\": 17"
            })
    void anythingElseIsNone(String text) {
        assertThrows(InputException.class, () -> Trigger.parse(text, 0));
    }

    @Test
    void whatIsShownOfASignalIsShortAndHarmless() {
        String message = assertThrows(InputException.class, () -> Trigger.parse("\u0007" + "x".repeat(5_000), 0))
                .getMessage();
        assertTrue(message.length() < 300 && message.startsWith("'?xx"), message);
    }
}

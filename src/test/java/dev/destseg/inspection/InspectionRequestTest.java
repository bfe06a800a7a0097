package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.journal.Span;
import dev.destseg.tensor.InputException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InspectionRequestTest {
    private static final InspectionRequest IMAGE =
            new InspectionRequest(new byte[0], Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The journal could not keep them, and a message that names one would be tried again for good. */
    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z"})
    void refusesATimeThatCannotBeRecorded(String time) {
        String message = assertThrows(InputException.class, () -> IMAGE.taken(Optional.of(Instant.parse(time))))
                .getMessage();
        assertTrue(message.contains("1970 and 9999"), message);
    }

    @Test
    void takesTheFirstAndTheLastTimeThatCanBeRecorded() {
        Instant last = Instant.parse("9999-12-31T23:59:59.999Z");
        assertEquals(Optional.of(last), IMAGE.taken(Optional.of(last)).captured());
        assertEquals(
                Optional.of(Instant.EPOCH),
                IMAGE.taken(Optional.of(Instant.EPOCH)).captured());
    }

    @Test
    void aSpanBeyondThemAsksForAll() {
        Span all = Span.ANY.withFrom(Instant.MIN).withBefore(Instant.MAX);
        assertEquals(0, all.from().orElseThrow().toEpochMilli());
        assertEquals(253_402_300_799_999L, all.before().orElseThrow().toEpochMilli());
    }
}

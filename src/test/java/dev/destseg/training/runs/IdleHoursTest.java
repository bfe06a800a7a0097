package dev.destseg.training.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleHoursTest {
    @ParameterizedTest
    @CsvSource({
        "22:00, 05:00, 21:59, false",
        "22:00, 05:00, 22:00, true",
        "22:00, 05:00, 00:00, true",
        "22:00, 05:00, 04:59, true",
        "22:00, 05:00, 05:00, false",
        "12:00, 13:00, 11:59, false",
        "12:00, 13:00, 12:30, true",
        "12:00, 13:00, 13:00, false",
        "06:00, 06:00, 17:00, true"
    })
    void theyMayGoPastMidnight(LocalTime from, LocalTime until, LocalTime time, boolean idle) {
        assertEquals(idle, new IdleHours(from, until).contains(time));
    }
}

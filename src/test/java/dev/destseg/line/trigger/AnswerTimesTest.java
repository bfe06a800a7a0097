package dev.destseg.line.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.Stage;
import dev.destseg.inspection.Timings;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.inspection.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnswerTimesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AnswerTimes times = new AnswerTimes(Duration.ofMillis(100));

    private static CompletedInspection part(boolean begun, boolean late) {
        return new CompletedInspection(
                UUID.randomUUID(),
                NOON,
                "flange",
                new InspectionRequest(new byte[0], Optional.empty(), Optional.empty(), new TriggerStamp("press", 0, 1)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Inspection(
                        Verdict.CANNOT_JUDGE,
                        Optional.of("It is too dark"),
                        OptionalDouble.empty(),
                        0,
                        List.of(),
                        Optional.empty(),
                        Inspection.NO_RECIPE,
                        new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO)),
                new TreeMap<>(begun ? Map.of(Stage.WAITING, Duration.ZERO) : Map.of()),
                late);
    }

    private void answer(int milliseconds) {
        times.add(part(true, false), NOON.plusMillis(milliseconds));
    }

    private static Optional<Duration> milliseconds(int count) {
        return Optional.of(Duration.ofMillis(count));
    }

    @Test
    void beforeTheFirstAnswerThereIsNoFigure() {
        assertEquals(
                new AnswerState(
                        0,
                        Optional.empty(),
                        Duration.ofMillis(100),
                        0,
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        Optional.empty()),
                times.state());
    }

    @Test
    void figuresAreTimesWithinWhichSoManyAnswersCame() {
        for (int i = 200; i > 0; i--) {
            answer(i);
        }
        AnswerState state = times.state();
        assertEquals(200, state.parts());
        assertEquals(milliseconds(100), state.median());
        assertEquals(milliseconds(198), state.longest());
        assertEquals(Optional.of(NOON.plusMillis(1)), state.lastAnswer());
    }

    @Test
    void oldAnswersAreForgottenAndStillCounted() {
        for (int i = 0; i < 100; i++) {
            answer(5_000);
        }
        for (int i = 0; i < AnswerTimes.KEPT; i++) {
            answer(10);
        }
        AnswerState state = times.state();
        assertEquals(AnswerTimes.KEPT, state.parts());
        assertEquals(AnswerTimes.KEPT + 100, state.answers());
        assertEquals(milliseconds(10), state.longest());
    }

    @Test
    void lateOnesAreCountedAndTimedAndWhatNothingWasDoneAboutHasNoTime() {
        times.add(part(false, true), NOON.plusMillis(101));
        times.add(part(false, false), NOON.plusMillis(300));
        AnswerState state = times.state();
        assertEquals(2, state.answers());
        assertEquals(1, state.late());
        assertEquals(Optional.of(NOON.plusMillis(101)), state.lastLate());
        assertEquals(1, state.parts());
        assertEquals(milliseconds(101), state.median());
    }

    @Test
    void aClockThatIsSetBackMakesNoNegativeTime() {
        answer(-7_200_000);
        assertEquals(milliseconds(0), times.state().median());
    }
}

package dev.destseg.line.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.line.trigger.Trigger;
import dev.destseg.line.trigger.TriggerListener;
import dev.destseg.tensor.InputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs of a station that answers nothing. */
class JobsTest {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Trigger> heard = new ArrayList<>();
    private final VisionStateMachine machine = new VisionStateMachine(true, (transition, from, to) -> {});

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    /** As after a start of the box, whose journal is empty. */
    private Jobs jobs() {
        MethodTriggers triggers = new MethodTriggers("press", List.of());
        triggers.connect(new TriggerListener() {
            @Override
            public boolean hear(Trigger trigger) {
                return heard.add(trigger);
            }

            @Override
            public void accept(String text) {
                throw new AssertionError(text);
            }

            @Override
            public void acceptOld(String text) {
                throw new AssertionError(text);
            }
        });
        machine.follow(true, true, false);
        return new Jobs(machine, Optional.of(triggers), Duration.ofSeconds(1), clock);
    }

    @Test
    void aTextThatCannotBeRecordedStartsNothingAndUsesUpNoNumber() throws Exception {
        Jobs jobs = jobs();
        Optional<String> endless = Optional.of("x".repeat(257));

        assertThrows(InputException.class, () -> jobs.startSingle(Optional.empty(), endless));
        assertEquals(VisionState.READY, machine.state());
        assertThrows(InputException.class, () -> jobs.startSingle(endless, Optional.empty()));
        assertEquals(VisionState.READY, machine.state());

        jobs.startSingle(Optional.empty(), Optional.of("A-1"));
        assertEquals(
                List.of(OptionalLong.of(1)),
                heard.stream().map(Trigger::sequence).toList());
    }

    @Test
    void aJobThatAKillHasEndedHasAnotherNameThanTheNextOne() throws Exception {
        String before = jobs().startSingle(Optional.empty(), Optional.empty()).id();
        machine.abort();

        String after = jobs().startSingle(Optional.empty(), Optional.empty()).id();

        assertNotEquals(before, after, "the picture of the first was never judged, and its number is free");
    }
}

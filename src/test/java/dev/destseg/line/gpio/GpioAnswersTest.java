package dev.destseg.line.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Pictures;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.Settings;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.inspection.Verdict;
import dev.destseg.tensor.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gates and lights are told of real inspections; a recipe that takes brightness for anomaly judges. */
class GpioAnswersTest {
    private static final Optional<Duration> DELAY = Optional.of(Duration.ofMillis(250));
    private static final Optional<Duration> PULSE = Optional.of(Duration.ofMillis(80));

    @TempDir
    private Path folder;

    private final ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());
    private InspectionService inspections;

    @BeforeEach
    void open() {
        inspections = new InspectionService(
                recipes, Settings.USUAL, inspection -> inspection, heard -> {}, Clock.systemUTC());
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny")));
    }

    @AfterEach
    void close() {
        inspections.close();
        recipes.close();
    }

    private CompletedInspection judge(int grey, String station) {
        return inspections
                .submit(new InspectionRequest(
                        Pictures.png(grey, 16), Optional.empty(), Optional.empty(), new TriggerStamp(station, 0, grey)))
                .join();
    }

    private static GpioOutput output(Optional<Duration> delay, Optional<Duration> pulse) {
        return GpioOutput.of(
                "gate", "gpiochip0", "22", "high", "press", Set.of(Verdict.DEFECT, Verdict.CANNOT_JUDGE), delay, pulse);
    }

    private static Optional<String> command(GpioOutput output, CompletedInspection part, long milliseconds) {
        return GpioAnswers.command(output, part, part.received().plusMillis(milliseconds));
    }

    @Test
    void aGateOpensForItsVerdictsAsLateAsThePartNeedsToReachIt() {
        GpioOutput gate = output(DELAY, PULSE);
        assertEquals(Optional.of("pulse 22 210 80"), command(gate, judge(250, "press"), 40));
        assertEquals(Optional.empty(), command(gate, judge(10, "press"), 40));
        assertEquals(Optional.empty(), command(gate, judge(250, "lathe"), 40));
        assertEquals(Optional.of("pulse 22 0 80"), command(output(Optional.empty(), PULSE), judge(250, "press"), 999));
    }

    @Test
    void aVerdictThatComesTooLateMovesNoGate() {
        assertEquals(Optional.of(""), command(output(DELAY, PULSE), judge(250, "press"), 251));
    }

    @Test
    void aClockThatWasSetBackMovesNoGateForALaterPart() {
        assertEquals(Optional.of("pulse 22 250 80"), command(output(DELAY, PULSE), judge(250, "press"), -3_600_000));
    }

    @Test
    void aLightStaysUntilTheNextVerdict() {
        GpioOutput light = output(Optional.empty(), Optional.empty());
        assertEquals(Optional.of("set 22 1"), command(light, judge(250, "press"), 5));
        assertEquals(Optional.of("set 22 0"), command(light, judge(10, "press"), 5));
    }

    @Test
    void refusesWhatNoOutputCanBe() {
        assertThrows(InputException.class, () -> output(DELAY, Optional.empty()));
        assertThrows(InputException.class, () -> output(DELAY, Optional.of(Duration.ZERO)));
        assertThrows(InputException.class, () -> output(Optional.of(Duration.ofHours(1)), PULSE));
        assertThrows(
                InputException.class,
                () -> GpioOutput.of("gate", "gpiochip0", "22 0", "high", "press", Set.of(Verdict.OK), DELAY, PULSE));
    }

    @Test
    void aVerdictThatNoLineIsHeldForIsCountedAsLost() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3")), "Not run: python3 of the system is not installed");
        GpioOutput gate = GpioOutput.of(
                "gate", "no-such-chip", "22", "high", "press", Set.of(Verdict.DEFECT), Optional.empty(), PULSE);
        try (GpioAnswers answers = new GpioAnswers(List.of(gate), Clock.systemUTC())) {
            answers.start();
            while (answers.states()
                    .get(0)
                    .problem()
                    .filter(text -> text.contains("No such file"))
                    .isEmpty()) {
                Thread.sleep(10);
            }
            answers.tell(judge(250, "press"));
            GpioOutputState state = answers.states().get(0);
            assertEquals(1, state.lost());
            assertEquals(0, state.told());
            assertTrue(state.problem().isPresent());
        }
    }
}

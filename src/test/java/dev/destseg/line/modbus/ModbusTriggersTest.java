package dev.destseg.line.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.FreePort;
import dev.destseg.inspection.Verdict;
import dev.destseg.line.trigger.StationState;
import dev.destseg.line.trigger.TrialStation;
import dev.destseg.line.trigger.TriggeredStation;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that write their counter here, by mbpoll, and one whose counter is read, pymodbus. */
class ModbusTriggersTest {
    private static final int ANSWER = 20;
    private static final int COUNTER = 26;
    private static final int TAKEN = 28;
    private static final int COIL = 1;

    @TempDir
    private Path folder;

    private TrialStation trial;
    private ModbusAnswers registers;
    private Mbpoll machine;

    @BeforeEach
    void open() throws IOException {
        int port = FreePort.find();
        registers = ModbusAnswers.start(
                "127.0.0.1", port, List.of("lathe", TrialStation.NAME), new BoxState(() -> true, () -> false));
        machine = new Mbpoll(port);
        trial = new TrialStation(folder, registers::tell);
    }

    @AfterEach
    void close() {
        trial.close();
        registers.close();
    }

    /** Waits until the station listens: before, what is written is refused. 0 is what stands there before the first part. */
    private TriggeredStation start() throws Exception {
        TriggeredStation station = trial.start(registers.triggers(TrialStation.NAME));
        while (!machine.refusal(COUNTER, 0, 0).isEmpty()) {
            Thread.sleep(20);
        }
        return station;
    }

    private void count(int number) throws Exception {
        machine.write(COUNTER, number >>> 16, number & 0xffff);
    }

    @Test
    void anotherNumberIsATriggerWhichIsAcknowledgedAndAnswered() throws Exception {
        try (TriggeredStation station = start()) {
            count(70_000);
            assertEquals(Map.of(70_000L, Verdict.OK), trial.answers(1));
            assertEquals(List.of(1, 4_464), machine.read(TAKEN, 2));
            TrialStation.waitFor(() -> answer().equals(List.of(0, 1, 1, 4_464, 1)));
            count(70_000);
            count(70_001);
            assertEquals(Verdict.DEFECT, trial.answers(2).get(70_001L));
            StationState state = station.state();
            assertEquals(2, state.triggers());
            assertEquals(0, state.doubled() + state.missed());
        }
    }

    private List<Integer> answer() {
        try {
            return machine.read(ANSWER, 5);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatIsLeftOutIsMissedAndWhatComesAgainIsDoubled() throws Exception {
        try (TriggeredStation station = start()) {
            count(1);
            count(4);
            count(3);
            Map<Long, Verdict> answers = trial.answers(4);
            assertEquals(Verdict.CANNOT_JUDGE, answers.get(2L));
            assertEquals(Verdict.CANNOT_JUDGE, answers.get(3L));
            TrialStation.waitFor(() -> station.state().doubled() == 1);
            assertEquals(2, station.state().missed());
        }
    }

    @Test
    void aCounterOf16BitsIsWrittenIntoTheLowerRegisterAlone() throws Exception {
        try (TriggeredStation station = start()) {
            machine.write(COUNTER + 1, 9);
            assertEquals(Map.of(9L, Verdict.OK), trial.answers(1));
            assertEquals(1, station.state().triggers());
        }
    }

    @Test
    void aNumberThatMayHaveStoodThereForLongIsNotJudgedAndOneThatWasAnsweredIsNoTrigger() throws Exception {
        try (TriggeredStation station = trial.start(registers.triggers(TrialStation.NAME))) {
            while (!machine.refusal(COUNTER, 0, 41).isEmpty()) {
                Thread.sleep(20);
            }
            assertEquals(Map.of(41L, Verdict.CANNOT_JUDGE), trial.answers(1));
            String reason =
                    TrialStation.tree(trial.answers().get(0)).get("reason").asText();
            assertTrue(reason.contains("may have waited while the box was away"), reason);
            assertTrue(station.state().problem().isPresent());
        }
        registers.close();
        open(machine.port());
        try (TriggeredStation station = trial.start(registers.triggers(TrialStation.NAME))) {
            while (!machine.refusal(COUNTER, 0, 41).isEmpty()) {
                Thread.sleep(20);
            }
            count(42);
            assertEquals(Verdict.OK, trial.answers(2).get(42L));
            StationState state = station.state();
            assertEquals(1, state.triggers());
            assertEquals(0, state.doubled() + state.missed());
        }
    }

    /** As after a start of the appliance. */
    private void open(int port) {
        registers = ModbusAnswers.start(
                "127.0.0.1", port, List.of("lathe", TrialStation.NAME), new BoxState(() -> true, () -> false));
    }

    @Test
    void aCoilThatIsSwitchedOnIsATriggerThatTheBoxCounts() throws Exception {
        try (TriggeredStation station = start()) {
            machine.switchTo(COIL, false);
            machine.switchTo(COIL, true);
            machine.switchTo(COIL, true);
            machine.switchTo(COIL, false);
            machine.switchTo(COIL, true);
            assertEquals(Map.of(1L, Verdict.OK, 2L, Verdict.DEFECT), trial.answers(2));
            assertEquals(List.of(0, 2), machine.read(TAKEN, 2));
            assertEquals(2, station.state().triggers());
        }
    }

    @Test
    void nothingElseCanBeWritten() throws Exception {
        try (TriggeredStation station = start()) {
            for (int register : new int[] {0, 1, 9, ANSWER + 4, TAKEN, 200, 206}) {
                assertTrue(machine.refusal(register, 7).contains("Illegal data address"), "register " + register);
            }
            assertTrue(machine.refusal(COUNTER + 1, 7, 7).contains("Illegal data address"));
            assertTrue(machine.refusal(COUNTER - 10, 0, 7).contains("busy"), "a station that hears no triggers here");
            assertEquals(0, station.state().triggers());
        }
        assertTrue(machine.refusal(COUNTER, 0, 7).contains("busy"), "nobody listens any more");
        assertThrows(InputException.class, () -> registers.triggers("unknown"));
    }

    @Test
    void theCounterOfAMachineIsReadAndItIsToldWhatWasTaken() throws Exception {
        try (RealPlc plc = RealPlc.start()) {
            // Until the box has looked once: what stands in the counter before is nobody's trigger.
            plc.memory().write(110, 9, 9);
            try (TriggeredStation station =
                    trial.start(new PolledTriggers(plc.peer(), 100, OptionalInt.of(110), Duration.ofMillis(5)))) {
                TrialStation.waitFor(() -> read(plc, 110).equals(List.of(0, 0)));
                countsAndComesBack(plc, station);
            }
        }
    }

    private void countsAndComesBack(RealPlc plc, TriggeredStation station) throws Exception {
        plc.memory().write(100, 0, 5);
        assertEquals(Map.of(5L, Verdict.OK), trial.answers(1));
        TrialStation.waitFor(() -> read(plc, 110).equals(List.of(0, 5)));
        plc.memory().write(100, 0, 7);
        assertEquals(Verdict.CANNOT_JUDGE, trial.answers(3).get(6L));
        plc.stop();
        TrialStation.waitFor(() -> station.state().problem().isPresent());
        assertTrue(station.state().problem().get().contains(plc.url().toString()));
        plc.begin(); // Its memory is empty now.
        TrialStation.waitFor(() -> station.state().problem().isEmpty());
        plc.memory().write(100, 0, 8);
        assertEquals(Verdict.OK, trial.answers(4).get(8L));
        assertEquals(3, station.state().triggers());
    }

    private static List<Integer> read(RealPlc plc, int first) {
        try {
            return plc.memory().read(first, 2);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

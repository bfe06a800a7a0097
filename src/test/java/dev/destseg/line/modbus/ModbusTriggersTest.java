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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that write their counter here, by a connection that they keep or by mbpoll, and one whose counter is read, pymodbus. */
class ModbusTriggersTest {
    private static final int ANSWER = 20;
    private static final int COUNTER = 26;
    private static final int TAKEN = 28;
    private static final int COIL = 1;

    @TempDir
    private Path folder;

    private TrialStation trial;
    private ModbusAnswers registers;
    private Mbpoll mbpoll;
    private ModbusSocket machine;

    @BeforeEach
    void open() throws IOException {
        int port = FreePort.find();
        registers = ModbusAnswers.start(
                "127.0.0.1", port, List.of("lathe", TrialStation.NAME), new BoxState(() -> true, () -> false));
        mbpoll = new Mbpoll(port);
        machine = new ModbusSocket(port);
        trial = new TrialStation(folder, registers::tell);
    }

    @AfterEach
    void close() throws IOException {
        machine.close();
        trial.close();
        registers.close();
    }

    /** A station, and a machine that writes its counter as it stands: 0 before the first part. */
    private TriggeredStation start() throws Exception {
        TriggeredStation station = trial.start(registers.triggers(TrialStation.NAME));
        stand(0);
        return station;
    }

    /** Waits until the station listens: before, what is written is refused. */
    private void stand(int number) throws Exception {
        while (!machine.write(COUNTER, number)) {
            Thread.sleep(20);
        }
    }

    private void count(int number) throws Exception {
        assertTrue(machine.write(COUNTER, number));
    }

    @Test
    void anotherNumberIsATriggerWhichIsAcknowledgedAndAnswered() throws Exception {
        try (TriggeredStation station = start()) {
            count(70_000);
            assertEquals(Map.of(70_000L, Verdict.OK), trial.answers(1));
            assertEquals(List.of(1, 4_464), mbpoll.read(TAKEN, 2));
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
            return mbpoll.read(ANSWER, 5);
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
            mbpoll.write(COUNTER + 1, 9);
            assertEquals(Set.of(9L), trial.answers(1).keySet());
            assertEquals(1, station.state().triggers());
        }
    }

    @Test
    void aNumberThatMayHaveStoodThereForLongIsNotJudgedAndOneThatWasAnsweredIsNoTrigger() throws Exception {
        try (TriggeredStation station = trial.start(registers.triggers(TrialStation.NAME))) {
            stand(41);
            assertEquals(Map.of(41L, Verdict.CANNOT_JUDGE), trial.answers(1));
            String reason =
                    TrialStation.tree(trial.answers().get(0)).get("reason").asText();
            assertTrue(reason.contains("may have waited while the box"), reason);
            assertTrue(station.state().problem().isPresent());
        }
        machine.close();
        registers.close();
        open(mbpoll.port());
        try (TriggeredStation station = trial.start(registers.triggers(TrialStation.NAME))) {
            stand(41);
            count(42);
            assertEquals(Verdict.OK, trial.answers(2).get(42L));
            StationState state = station.state();
            assertEquals(1, state.triggers());
            assertEquals(0, state.doubled() + state.missed());
        }
    }

    /** As after a start of the appliance. */
    private void open(int port) throws IOException {
        registers = ModbusAnswers.start(
                "127.0.0.1", port, List.of("lathe", TrialStation.NAME), new BoxState(() -> true, () -> false));
        machine = new ModbusSocket(port);
    }

    @Test
    void aNumberThatChangedWhileTheMachineWasAwayIsNotJudged() throws Exception {
        try (TriggeredStation station = start()) {
            count(5);
            assertEquals(Map.of(5L, Verdict.OK), trial.answers(1));
            machine.close();
            machine = new ModbusSocket(mbpoll.port());
            count(6);
            assertEquals(Verdict.CANNOT_JUDGE, trial.answers(2).get(6L));
            count(7);
            assertEquals(Verdict.DEFECT, trial.answers(3).get(7L));
            machine.close();
            machine = new ModbusSocket(mbpoll.port());
            count(7); // As it stands.
            count(8);
            assertEquals(Verdict.OK, trial.answers(4).get(8L));
            assertEquals(0, station.state().doubled() + station.state().missed());
        }
    }

    @Test
    void aCoilThatIsSwitchedOnIsATriggerThatTheBoxCounts() throws Exception {
        try (TriggeredStation station = start()) {
            assertTrue(machine.switchTo(COIL, false));
            assertTrue(machine.switchTo(COIL, true));
            assertTrue(machine.switchTo(COIL, true));
            assertTrue(machine.switchTo(COIL, false));
            assertTrue(machine.switchTo(COIL, true));
            assertEquals(Map.of(1L, Verdict.OK, 2L, Verdict.DEFECT), trial.answers(2));
            assertEquals(List.of(0, 2), mbpoll.read(TAKEN, 2));
            assertEquals(2, station.state().triggers());
        }
    }

    @Test
    void nothingElseCanBeWritten() throws Exception {
        try (TriggeredStation station = start()) {
            for (int register : new int[] {0, 1, 9, ANSWER + 4, TAKEN, 200, 206}) {
                assertTrue(mbpoll.refusal(register, 7).contains("Illegal data address"), "register " + register);
            }
            assertTrue(mbpoll.refusal(COUNTER + 1, 7, 7).contains("Illegal data address"));
            assertTrue(mbpoll.refusal(COUNTER - 10, 0, 7).contains("busy"), "a station that hears no triggers here");
            assertEquals(0, station.state().triggers());
        }
        assertTrue(mbpoll.refusal(COUNTER, 0, 7).contains("busy"), "nobody listens any more");
        assertThrows(InputException.class, () -> registers.triggers("unknown"));
    }

    @Test
    void theCounterOfAMachineIsReadAndItIsToldWhatWasTaken() throws Exception {
        try (RealPlc plc = RealPlc.start()) {
            // Until the box has looked once: what stands in the counter before is nobody's trigger.
            plc.memory().write(110, 9, 9);
            try (TriggeredStation station = trial.start(polled(plc.peer(), OptionalInt.of(110)))) {
                TrialStation.waitFor(() -> read(plc, 110).equals(List.of(0, 0)));
                countsAndComesBack(plc, station);
            }
        }
    }

    private static PolledTriggers polled(ModbusPeer machine, OptionalInt acknowledge) {
        return new PolledTriggers(machine, 100, acknowledge, Duration.ofMillis(5), Duration.ofSeconds(10));
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

    @Test
    void aMachineThatAnswersOneRegisterInPlaceOfTwoIsToldAndTriggersNothing() throws Exception {
        try (ServerSocket machine = machine(count -> new byte[] {0, 0, 0, 0, 0, 5, 1, 3, 2, 0, 9});
                TriggeredStation station = trial.start(polled(peer(machine), OptionalInt.empty()))) {
            TrialStation.waitFor(() -> station.state()
                    .problem()
                    .filter(text -> text.contains("2 bytes in place of the 4"))
                    .isPresent());
            assertEquals(0, station.state().triggers());
        }
    }

    @Test
    void aNumberThatChangedWhileTheMachineDidNotAnswerIsNotJudged() throws Exception {
        try (ServerSocket machine = machine(count -> {
                    Thread.sleep(count == 3 ? 1_200 : 0);
                    return new byte[] {0, 0, 0, 0, 0, 7, 1, 3, 4, 0, 0, 0, (byte) (count < 3 ? 0 : 1)};
                });
                TriggeredStation station = trial.start(new PolledTriggers(
                        peer(machine), 100, OptionalInt.empty(), Duration.ofMillis(5), Duration.ofSeconds(1)))) {
            assertEquals(Map.of(1L, Verdict.CANNOT_JUDGE), trial.answers(1));
            assertTrue(station.state().problem().orElseThrow().contains("may have waited"));
        }
    }

    /** How often it was asked to what it says, as far as that goes: the number of the exchange is put in. */
    private interface Machine {
        byte[] answer(int count) throws InterruptedException;
    }

    private static ServerSocket machine(Machine answers) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> answerAll(server, answers));
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static ModbusPeer peer(ServerSocket machine) {
        return new ModbusPeer(URI.create("modbus://127.0.0.1:" + machine.getLocalPort()), 1, Duration.ofSeconds(5));
    }

    private static void answerAll(ServerSocket server, Machine answers) {
        int count = 0;
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                byte[] request = connection.getInputStream().readNBytes(12);
                while (request.length == 12) {
                    byte[] answer = answers.answer(count++);
                    System.arraycopy(request, 0, answer, 0, 2);
                    connection.getOutputStream().write(answer);
                    request = connection.getInputStream().readNBytes(12);
                }
            } catch (IOException | InterruptedException end) {
                // Of this connection, or of all.
            }
        }
    }

    @Test
    void refusesToReadACounterSoSeldomThatEachTriggerIsTooOld() {
        ModbusPeer peer = new ModbusPeer(URI.create("modbus://plc"), 1, Duration.ofSeconds(5));
        for (Duration every : List.of(Duration.ZERO, Duration.ofMillis(500))) {
            assertThrows(
                    InputException.class,
                    () -> new PolledTriggers(peer, 0, OptionalInt.empty(), every, Duration.ofMillis(500)));
        }
    }
}

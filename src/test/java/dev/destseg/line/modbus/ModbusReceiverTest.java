package dev.destseg.line.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Into a real server of Modbus TCP, read by another client. */
class ModbusReceiverTest {
    private static final EntryId ID = new EntryId("0192f0c1-2b3c-7000-8000-0123456789ab");

    private final AtomicBoolean ready = new AtomicBoolean(true);
    private RealPlc plc;

    @BeforeEach
    void start() throws Exception {
        plc = RealPlc.start();
    }

    @AfterEach
    void stop() {
        plc.close();
    }

    private ModbusReceiver receiver() {
        return new ModbusReceiver(plc.peer(), 100, List.of("press", "lathe"), new BoxState(ready::get, () -> false));
    }

    private static OutboxEntry verdict(String station, long sequence, String message) {
        return new OutboxEntry(1, Instant.EPOCH, Optional.of(station), sequence, ID, message);
    }

    @Test
    void writesVerdictsIntoTheRegistersOfTheirStation() throws Exception {
        try (ModbusReceiver receiver = receiver()) {
            receiver.connect();
            receiver.deliver(verdict("lathe", 65_537, "{\"verdict\":\"DEFECT\",\"score\":0.5,\"trigger\":70000}"));
            receiver.deliver(verdict("press", 1, "{\"verdict\":\"CANNOT_JUDGE\"}"));
            receiver.deliver(verdict("elsewhere", 1, "{\"verdict\":\"OK\",\"score\":0.5}"));
            assertEquals(List.of(1, 1, 1, 4_464, 2, 5_000), plc.memory().read(120, 6));
            assertEquals(List.of(0, 1, 0, 0, 3, 65_535), plc.memory().read(110, 6));
            assertEquals(1, plc.memory().read(100, 1).get(0));
        }
    }

    @Test
    void itsHeartBeatsAndTellsWhetherTheBoxCanJudge() throws Exception {
        try (ModbusReceiver receiver = receiver()) {
            receiver.connect();
            List<Integer> before = plc.memory().read(101, 2);
            assertEquals(1, before.get(1));
            ready.set(false);
            List<Integer> now = before;
            while (now.get(0).equals(before.get(0)) || now.get(1) != 0) {
                Thread.sleep(20);
                now = plc.memory().read(101, 2);
            }
        }
    }

    @Test
    void aMachineThatIsBackWithoutItsMemoryIsToldTheLastVerdictsAnew() throws Exception {
        try (ModbusReceiver receiver = receiver()) {
            receiver.deliver(verdict("press", 7, "{\"verdict\":\"OK\",\"score\":0.25,\"trigger\":9}"));
            plc.stop();
            String message = assertThrows(IOException.class, () -> {
                        receiver.deliver(verdict("lathe", 1, "{\"verdict\":\"OK\",\"score\":0.25}"));
                    })
                    .getMessage();
            assertTrue(message.contains(plc.url().toString()), message);
            plc.begin();
            receiver.connect();
            assertEquals(List.of(0, 7, 0, 9, 1, 2_500), plc.memory().read(110, 6));
        }
    }

    @Test
    void saysWhichRegistersAMachineDoesNotHave() throws Exception {
        try (ModbusReceiver receiver =
                new ModbusReceiver(plc.peer(), 5_000, List.of("press"), new BoxState(ready::get, () -> false))) {
            String message = assertThrows(IOException.class, receiver::connect).getMessage();
            assertTrue(message.contains("from 5000 on") && message.contains("exception code"), message);
        }
        assertThrows(
                InputException.class,
                () -> new ModbusReceiver(plc.peer(), 65_530, List.of("press"), new BoxState(ready::get, () -> false)));
    }
}

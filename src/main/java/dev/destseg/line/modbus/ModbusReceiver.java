package dev.destseg.line.modbus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.line.output.Receiver;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes verdicts into holding registers of a machine that does not ask by itself, laid out as {@link Registers} says; the
 * count of a station is the number that all its outputs are told. Whoever reads too slowly sees the last verdict only. After
 * a machine was away it is told the last verdicts anew, for it may have lost its memory. The heart beats as long as
 * there is a connection.
 */
public final class ModbusReceiver implements Receiver {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long HEARTBEAT_MILLISECONDS = 500;

    private final ModbusPeer machine;
    private final int register;
    private final List<String> stations;
    private final BoxState box;
    private final Map<Integer, byte[]> last = new TreeMap<>();
    private @Nullable ModbusConnection connection;
    private @Nullable ScheduledExecutorService heart;
    private int beats;

    /**
     * @param register that the layout begins at
     * @param stations that the machine wants to hear of, in the order of their registers
     * @throws dev.destseg.tensor.InputException when a machine has no such registers
     */
    public ModbusReceiver(ModbusPeer machine, int register, List<String> stations, BoxState box) {
        ModbusPeer.requireRegisters("register", register, Registers.count(stations.size()));
        this.machine = machine;
        this.register = register;
        this.stations = List.copyOf(stations);
        this.box = box;
    }

    @Override
    public synchronized void connect() throws IOException {
        connected();
        if (heart == null) {
            heart = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "modbus-heartbeat"));
            heart.scheduleAtFixedRate(
                    this::beat, HEARTBEAT_MILLISECONDS, HEARTBEAT_MILLISECONDS, TimeUnit.MILLISECONDS);
        }
    }

    private ModbusConnection connected() throws IOException {
        if (connection != null && connection.isConnected()) {
            return connection;
        }
        drop();
        ModbusConnection begun = ModbusConnection.open(machine);
        connection = begun;
        write(begun, Registers.LAYOUT, Registers.header(++beats, box));
        for (Map.Entry<Integer, byte[]> words : last.entrySet()) {
            write(begun, words.getKey(), words.getValue());
        }
        return begun;
    }

    /** A connection that failed once is not used again: what is under way on it could come in between. */
    private void write(ModbusConnection current, int first, byte[] words) throws IOException {
        try {
            current.write(register + first, words);
        } catch (IOException e) {
            drop();
            throw e;
        }
    }

    private synchronized void beat() {
        if (connection == null) {
            return;
        }
        try {
            write(connection, Registers.LAYOUT, Registers.header(++beats, box));
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // Or the heart would never beat again.
            // The next verdict, or the next look after the connection, says so.
        }
    }

    @Override
    public synchronized void deliver(OutboxEntry verdict) throws IOException {
        int station = verdict.station().map(stations::indexOf).orElse(-1);
        if (station < 0) {
            return;
        }
        int first = Registers.answer(station);
        byte[] words = words(verdict);
        write(connected(), first, words);
        last.put(first, words);
    }

    private static byte[] words(OutboxEntry verdict) throws JsonProcessingException {
        JsonNode message = JSON.readTree(verdict.message());
        JsonNode trigger = message.path("trigger");
        JsonNode score = message.path("score");
        return Registers.words(
                verdict.sequence(),
                trigger.isNumber() ? OptionalLong.of(trigger.longValue()) : OptionalLong.empty(),
                Verdict.valueOf(message.path("verdict").asText()),
                score.isNumber() ? OptionalDouble.of(score.doubleValue()) : OptionalDouble.empty());
    }

    private void drop() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    @Override
    public synchronized void close() {
        if (heart != null) {
            heart.shutdownNow();
        }
        drop();
    }
}

package dev.destseg.line.modbus;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadOnlyModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.tensor.InputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Shows the last verdict of each station to whoever polls by Modbus TCP, as input registers and, for those who read no others,
 * as holding registers; nobody can write. What is read at once was true at once. Safe between threads.
 */
public final class ModbusAnswers implements AutoCloseable {
    private static final long HEARTBEAT_MILLISECONDS = 100;

    private final ProcessImage image;
    private final Map<String, Integer> stations = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final BooleanSupplier ready;
    private final BooleanSupplier busy;
    private final ModbusTcpServer server;
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "modbus-heartbeat"));
    private int beats;

    private ModbusAnswers(
            ProcessImage image,
            ModbusTcpServer server,
            List<String> names,
            BooleanSupplier ready,
            BooleanSupplier busy) {
        this.image = image;
        this.server = server;
        this.ready = ready;
        this.busy = busy;
        names.forEach(name -> stations.put(name, stations.size()));
        write(Registers.atStart(names));
    }

    /**
     * Begins to answer.
     *
     * @param host address to listen on
     * @param names of the stations, in the order of their registers
     * @param ready whether a recipe is active
     * @param busy whether parts wait or are judged
     * @throws InputException when nobody can listen there
     */
    public static ModbusAnswers start(
            String host, int port, List<String> names, BooleanSupplier ready, BooleanSupplier busy) {
        ProcessImage image = new ProcessImage();
        ModbusTcpServer server = ModbusTcpServer.create(
                NettyTcpServerTransport.create(
                        transport -> transport.setBindAddress(host).setPort(port)),
                new ReadOnlyModbusServices() {
                    @Override
                    protected Optional<ProcessImage> getProcessImage(int unit) {
                        return Optional.of(image);
                    }
                });
        ModbusAnswers answers = new ModbusAnswers(image, server, names, ready, busy);
        answers.listen(host, port);
        return answers;
    }

    private void listen(String host, int port) {
        try {
            server.start();
        } catch (ExecutionException e) {
            heart.shutdownNow();
            throw new InputException(
                    "Nobody can listen for Modbus on " + host + ":" + port + ": "
                            + e.getCause().getMessage() + ". Give another address or port (destseg.modbus)",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        heart.scheduleAtFixedRate(this::beat, 0, HEARTBEAT_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        beats++;
        write(Map.of(
                Registers.HEARTBEAT, Registers.word(beats),
                Registers.READY, Registers.word(ready.getAsBoolean() ? 1 : 0),
                Registers.BUSY, Registers.word(busy.getAsBoolean() ? 1 : 0)));
    }

    /** Shows a verdict, if it is on a part of one of the stations. */
    public synchronized void tell(CompletedInspection completed) {
        Integer station = stations.get(completed.request().station().orElse(""));
        if (station == null) {
            return;
        }
        long count = counts.merge(completed.request().station().orElseThrow(), 1L, Long::sum);
        OptionalLong trigger = completed.request().trigger().stream()
                .mapToLong(TriggerStamp::sequence)
                .findFirst();
        write(Registers.of(
                station,
                count,
                trigger,
                completed.inspection().verdict(),
                completed.inspection().score()));
    }

    private void write(Map<Integer, byte[]> registers) {
        image.with(transaction -> {
            transaction.writeInputRegisters(all -> all.putAll(registers));
            transaction.writeHoldingRegisters(all -> all.putAll(registers));
        });
    }

    @Override
    public void close() {
        heart.shutdownNow();
        try {
            server.stop();
        } catch (ExecutionException e) {
            // Nobody is answered any more, which is what was wanted.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.destseg.line.modbus;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.TriggerStamp;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.tensor.InputException;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Shows the last verdict of each station to whoever polls by Modbus TCP, as input registers and, for those who read no others,
 * as holding registers, and hears the triggers that are written there; nothing else can be written. What is read at once
 * was true at once. Safe between threads.
 */
public final class ModbusAnswers implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModbusAnswers.class);
    private static final long HEARTBEAT_MILLISECONDS = 100;
    private static final long PATIENCE_SECONDS = 5;

    private final ProcessImage image = new ProcessImage();
    private final Map<String, Integer> stations = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<Integer, RegisterTriggers> triggers = new ConcurrentHashMap<>();
    private final BoxState box;
    /** Of this server alone: a shared one says that a port is closed before the system has it back. */
    private final EventLoopGroup connectionThread = new NioEventLoopGroup(1, new DefaultThreadFactory("modbus"));

    private final ModbusTcpServer server;
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "modbus-heartbeat"));
    private int beats;

    private ModbusAnswers(String host, int port, List<String> names, BoxState box) {
        this.box = box;
        MachineConnections connections = new MachineConnections();
        this.server = ModbusTcpServer.create(
                NettyTcpServerTransport.create(transport -> transport
                        .setBindAddress(host)
                        .setPort(port)
                        .setEventLoopGroup(connectionThread)
                        // A machine that was switched off says no farewell; its connection would be kept for good.
                        .setBootstrapCustomizer(bootstrap -> bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true))
                        .setPipelineCustomizer(connections::watch)),
                new MachineServices(image, triggers, names.size(), connections));
        names.forEach(name -> stations.put(name, stations.size()));
        write(Registers.atStart(names.size()));
    }

    /**
     * Begins to answer.
     *
     * @param host address to listen on
     * @param names of the stations, in the order of their registers
     * @throws InputException when nobody can listen there
     */
    public static ModbusAnswers start(String host, int port, List<String> names, BoxState box) {
        ModbusAnswers answers = new ModbusAnswers(host, port, names, box);
        answers.listen(host, port);
        return answers;
    }

    private void listen(String host, int port) {
        try {
            server.start();
        } catch (ExecutionException e) {
            close();
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
        try {
            write(Registers.at(Registers.LAYOUT, Registers.header(beats, box)));
        } catch (RuntimeException | OutOfMemoryError e) { // Or the heart would never beat again.
            LOG.debug("Modbus: a beat of the heart was left out, which the machine sees", e);
        }
    }

    /**
     * Where the triggers of a station are heard that the machine writes here.
     *
     * @throws InputException when it is none of the stations that have registers
     */
    public TriggerInput triggers(String name) {
        Integer station = stations.get(name);
        if (station == null) {
            throw new InputException("The station " + name + " has no registers that a machine could write its triggers"
                    + " into; name it in destseg.modbus.stations");
        }
        return triggers.computeIfAbsent(
                station,
                number -> new RegisterTriggers(
                        taken -> write(Registers.at(Registers.taken(number), Registers.words(taken)))));
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
        write(Registers.at(
                Registers.answer(station),
                Registers.words(
                        count,
                        trigger,
                        completed.inspection().verdict(),
                        completed.inspection().score())));
    }

    private void write(Map<Integer, byte[]> registers) {
        image.with(transaction -> {
            transaction.writeInputRegisters(all -> all.putAll(registers));
            transaction.writeHoldingRegisters(all -> all.putAll(registers));
        });
    }

    /** Afterwards the port is free. */
    @Override
    public void close() {
        heart.shutdownNow();
        try {
            stop();
            connectionThread.shutdownGracefully(0, PATIENCE_SECONDS, TimeUnit.SECONDS);
            connectionThread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() throws InterruptedException {
        try {
            server.stop();
        } catch (ExecutionException e) {
            // Nobody is answered any more, which is what was wanted.
        }
    }
}

package dev.destseg.line.modbus;

import dev.destseg.FreePort;
import dev.destseg.Programs;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A machine that is asked by Modbus TCP: pymodbus, with holding registers that are 0 at its start. */
final class RealPlc implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final String SERVER =
            """
            import logging, sys
            from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
            from pymodbus.server import StartTcpServer
            logging.disable(logging.CRITICAL)
            memory = ModbusSlaveContext(hr=ModbusSequentialDataBlock(0, [0] * 200), zero_mode=True)
            machine = ModbusServerContext(slaves=memory, single=True)
            StartTcpServer(context=machine, address=("127.0.0.1", int(sys.argv[1])), allow_reuse_address=True)
            """;

    private final int port;
    private Process process;

    private RealPlc(int port) {
        this.port = port;
    }

    static RealPlc start() throws IOException, InterruptedException {
        Programs.require("pymodbus.server");
        RealPlc plc = new RealPlc(FreePort.find());
        plc.begin();
        return plc;
    }

    /** Also again, after {@link #stop}. */
    void begin() throws IOException, InterruptedException {
        process = new ProcessBuilder(Path.of("/usr/bin/python3").toString(), "-c", SERVER, Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long end = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("pymodbus did not start");
            }
            Thread.sleep(20);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    URI url() {
        return URI.create("modbus://127.0.0.1:" + port);
    }

    ModbusPeer peer() {
        return new ModbusPeer(url(), 1, Duration.ofSeconds(5));
    }

    /** Its memory, over the network. */
    Mbpoll memory() {
        return new Mbpoll(port);
    }

    @Override
    public void close() {
        stop();
    }

    void stop() {
        process.destroyForcibly().onExit().join();
    }
}

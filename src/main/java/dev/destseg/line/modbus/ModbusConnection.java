package dev.destseg.line.modbus;

import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.exceptions.ModbusExecutionException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import java.io.IOException;
import java.util.Arrays;

/** A connection to a machine, one exchange at a time. Safe between threads. */
final class ModbusConnection implements AutoCloseable {
    private static final int NUMBER_BYTES = 4;

    private final ModbusPeer peer;
    private final ModbusTcpClient client;

    private ModbusConnection(ModbusPeer peer, ModbusTcpClient client) {
        this.peer = peer;
        this.client = client;
    }

    /** @throws IOException when it cannot be reached; the message says what to do */
    static ModbusConnection open(ModbusPeer peer) throws IOException {
        NettyTcpClientTransport transport = NettyTcpClientTransport.create(
                settings -> settings.setHostname(peer.url().getHost())
                        .setPort(peer.port())
                        .setConnectTimeout(peer.patience())
                        .setConnectPersistent(false)); // Whoever uses it connects again, after a pause that grows.
        ModbusTcpClient client =
                ModbusTcpClient.create(transport, settings -> settings.setRequestTimeout(peer.patience()));
        ModbusConnection connection = new ModbusConnection(peer, client);
        try {
            client.connect();
            return connection;
        } catch (ModbusExecutionException e) {
            connection.close();
            throw connection.problem(
                    e, "cannot be reached", "check address and network, and that it serves Modbus TCP");
        }
    }

    boolean isConnected() {
        return client.isConnected();
    }

    /** Two holding registers that hold one number. */
    synchronized long readNumber(int first) throws IOException {
        try {
            byte[] words = client.readHoldingRegisters(peer.unit(), new ReadHoldingRegistersRequest(first, 2))
                    .registers();
            if (words.length != NUMBER_BYTES) {
                throw new IOException(
                        "The machine " + peer.url() + " answers " + words.length + " bytes in place of the "
                                + NUMBER_BYTES + " of two registers; check that it serves Modbus TCP");
            }
            return Registers.number(Arrays.copyOfRange(words, 0, 2), Arrays.copyOfRange(words, 2, 4));
        } catch (ModbusException e) {
            throw problem(e, "does not let register " + first + " be read", "check that it has it (register, unit)");
        }
    }

    /** @param words two bytes each */
    synchronized void write(int first, byte[] words) throws IOException {
        try {
            client.writeMultipleRegisters(
                    peer.unit(), new WriteMultipleRegistersRequest(first, words.length / 2, words));
        } catch (ModbusException e) {
            throw problem(
                    e,
                    "does not take " + words.length / 2 + " registers from " + first + " on",
                    "check that it has them and that they may be written (register, unit)");
        }
    }

    private IOException problem(ModbusException why, String what, String remedy) {
        Throwable root = why;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = why instanceof ModbusResponseException refused
                ? "exception code " + refused.getExceptionCode()
                : String.valueOf(root.getMessage());
        return new IOException("The machine " + peer.url() + " " + what + ": " + reason + "; " + remedy, why);
    }

    @Override
    public void close() {
        try {
            client.disconnect();
        } catch (ModbusExecutionException e) {
            // It is gone, which was wanted.
        }
    }
}

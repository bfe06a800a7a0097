package dev.destseg.line.modbus;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** What a machine needs of Modbus TCP, by the specification alone, so that no library of ours is on both sides. Used by one thread. */
public final class ModbusSocket implements AutoCloseable {
    private static final int PATIENCE_MILLISECONDS = 2_000;
    private static final int READ_INPUT_REGISTERS = 4;
    private static final int WRITE_SINGLE_COIL = 5;
    private static final int WRITE_MULTIPLE_REGISTERS = 16;
    private static final int FAILED = 0x80;
    private static final int UNIT = 1;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private int transaction;

    /** @param port on this machine */
    public ModbusSocket(int port) throws IOException {
        socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLISECONDS);
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLISECONDS);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** @return whether it was taken; otherwise the box said why not */
    public boolean write(int register, long number) throws IOException {
        byte[] request = {
            WRITE_MULTIPLE_REGISTERS,
            (byte) (register >>> 8),
            (byte) register,
            0,
            2,
            4,
            (byte) (number >>> 24),
            (byte) (number >>> 16),
            (byte) (number >>> 8),
            (byte) number
        };
        return (exchange(request)[0] & FAILED) == 0;
    }

    /** @return whether it was taken */
    boolean switchTo(int coil, boolean on) throws IOException {
        byte[] request = {WRITE_SINGLE_COIL, (byte) (coil >>> 8), (byte) coil, (byte) (on ? 0xff : 0), 0};
        return (exchange(request)[0] & FAILED) == 0;
    }

    /** Input registers, each from 0 to 65535. */
    public int[] read(int first, int count) throws IOException {
        byte[] answer = exchange(
                new byte[] {READ_INPUT_REGISTERS, (byte) (first >>> 8), (byte) first, (byte) (count >>> 8), (byte) count
                });
        if ((answer[0] & FAILED) != 0) {
            throw new IOException("The box does not let registers be read: exception code " + answer[1]);
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = (answer[2 + 2 * i] & 0xff) << 8 | answer[3 + 2 * i] & 0xff;
        }
        return values;
    }

    private byte[] exchange(byte[] request) throws IOException {
        transaction = transaction + 1 & 0xffff;
        byte[] frame = new byte[7 + request.length];
        frame[0] = (byte) (transaction >>> 8);
        frame[1] = (byte) transaction;
        frame[4] = (byte) (request.length + 1 >>> 8);
        frame[5] = (byte) (request.length + 1);
        frame[6] = UNIT;
        System.arraycopy(request, 0, frame, 7, request.length);
        out.write(frame);
        int answered = in.readUnsignedShort();
        in.readUnsignedShort();
        byte[] answer = new byte[in.readUnsignedShort() - 1];
        in.readUnsignedByte();
        in.readFully(answer);
        if (answered != transaction) {
            throw new IOException("The box answers " + answered + " in place of " + transaction);
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

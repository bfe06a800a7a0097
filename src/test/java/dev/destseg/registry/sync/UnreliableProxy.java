package dev.destseg.registry.sync;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** Between boxes and a registry without TLS: passes on, slows down, cuts, and sends garbage, as chance has it. */
final class UnreliableProxy implements AutoCloseable {
    private enum Mood {
        HONEST,
        SLOW,
        CUTTING,
        FLIPPING,
        GARBAGE,
        REFUSING
    }

    private final ServerSocket socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final IntSupplier port;
    private final Random random;
    private final Map<String, Integer> counts = new TreeMap<>();
    private volatile boolean honest;

    /** @param port of the registry */
    UnreliableProxy(IntSupplier port, long seed) throws IOException {
        this.port = port;
        this.random = new Random(seed);
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "unreliable");
        thread.setDaemon(true);
        thread.start();
    }

    String host() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    void mend() {
        honest = true;
    }

    synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    private synchronized Mood mood() {
        Mood mood = honest || random.nextInt(3) > 0
                ? Mood.HONEST
                : Mood.values()[1 + random.nextInt(Mood.values().length - 1)];
        counts.merge(mood.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        return mood;
    }

    private synchronized int chance(int bound) {
        return random.nextInt(bound);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                start(() -> serve(client, mood()));
            }
        } catch (IOException closed) {
            // The run has ended.
        }
    }

    private void serve(Socket client, Mood mood) {
        if (mood == Mood.GARBAGE || mood == Mood.REFUSING) {
            answer(client, mood);
            return;
        }
        try {
            Socket server = new Socket("127.0.0.1", port.getAsInt());
            start(() -> pump(client, server, Mood.HONEST));
            pump(server, client, mood);
        } catch (IOException away) {
            close(client);
        }
    }

    private void answer(Socket client, Mood mood) {
        try (client) {
            client.getInputStream().read(new byte[1 << 14]);
            byte[] body = new byte[chance(4000)];
            random.nextBytes(body);
            String status = mood == Mood.REFUSING ? "404 Not Found" : chance(2) == 0 ? "200 OK" : "503 Busy";
            OutputStream output = client.getOutputStream();
            if (chance(5) > 0) {
                output.write(("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nConnection: close\r\n"
                                + "Content-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            output.write(body);
        } catch (IOException closed) {
            // By the client.
        }
    }

    private void pump(Socket from, Socket to, Mood mood) {
        int left = 200 + chance(20_000);
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[mood == Mood.SLOW ? 512 : 1 << 15];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                left -= count;
                if (mood == Mood.SLOW) {
                    Thread.sleep(20);
                } else if (mood == Mood.FLIPPING && left < 0) {
                    buffer[chance(count)] ^= (byte) (1 << chance(8));
                } else if (mood == Mood.CUTTING && left < 0) {
                    return;
                }
                output.write(buffer, 0, count);
                output.flush();
            }
        } catch (IOException closed) {
            // By either end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is not wanted any more.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package dev.destseg.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A way to a server that can be unplugged: what runs through it breaks off, and nothing new gets through. */
final class Cable implements AutoCloseable {
    private final URI server;
    private final ServerSocket end;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean unplugged;

    private Cable(URI server, ServerSocket end) {
        this.server = server;
        this.end = end;
    }

    static Cable to(URI server) throws IOException {
        Cable cable = new Cable(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        daemon(cable::accept);
        return cable;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + end.getLocalPort());
    }

    void unplug() throws IOException {
        unplugged = true;
        for (Socket socket : open) {
            socket.close();
        }
        open.clear();
    }

    void plugIn() {
        unplugged = false;
    }

    private void accept() {
        while (!end.isClosed()) {
            try {
                Socket client = end.accept();
                if (unplugged) {
                    client.close();
                    continue;
                }
                Socket there = new Socket(server.getHost(), server.getPort());
                open.add(client);
                open.add(there);
                daemon(() -> copy(client, there));
                daemon(() -> copy(there, client));
            } catch (IOException closed) {
                // The next one may get through.
            }
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream input = from.getInputStream();
                OutputStream output = to.getOutputStream()) {
            input.transferTo(output);
        } catch (IOException unpluggedOrEnded) {
            // Both ends are closed.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void daemon(Runnable action) {
        Thread thread = new Thread(action, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        unplug();
        end.close();
    }
}

package dev.destseg;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that tests start, stop and start again. They lie below those that the system hands to connections
 * and to port 0 (from 32768 on, ip(7)), so that nobody is given one while its server is away.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    /** Of each process. */
    private static final int COUNT = 3_000;

    /** Tests run in up to three processes at once, which the build numbers from 1; 0 is whatever it does not run. */
    private static final int PROCESS = Integer.getInteger("destseg.test.process", 0);

    /** Somewhere, for ports of processes that have just ended may not be free yet. */
    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % COUNT));

    private FreePort() {}

    /** @return one that nobody listens at, and that this process is not given again for long */
    public static int find() throws IOException {
        IOException taken = new IOException("No port was tried");
        for (int attempt = 0; attempt < COUNT; attempt++) {
            int port = FIRST + PROCESS * COUNT + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                taken = e;
            }
        }
        throw taken;
    }
}

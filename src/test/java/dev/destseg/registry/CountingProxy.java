package dev.destseg.registry;

import dev.destseg.registry.oci.RegistryAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Between a client and a registry: counts the bytes both ways. Either plain towards the client and encrypted towards the
 * registry, so that it can note each request and counts the bytes of HTTP; or it passes on what is encrypted as it is, and
 * counts all bytes of the connection, those of TLS included.
 */
public final class CountingProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final RealRegistry registry;
    private final SSLSocketFactory encrypted;
    private final boolean readable;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong bytes = new AtomicLong();

    private CountingProxy(RealRegistry registry, boolean readable) throws Exception {
        this.registry = registry;
        this.readable = readable;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(registry.certificate())) {
            store.setCertificateEntry(
                    "registry", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        this.encrypted = context.getSocketFactory();
    }

    /** Reads what passes. */
    public static CountingProxy before(RealRegistry registry) throws Exception {
        return started(new CountingProxy(registry, true));
    }

    /** Passes on what is encrypted. */
    public static CountingProxy outside(RealRegistry registry) throws Exception {
        return started(new CountingProxy(registry, false));
    }

    private static CountingProxy started(CountingProxy proxy) {
        start(proxy::accept);
        return proxy;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                Socket server = readable
                        ? encrypted.createSocket("127.0.0.1", registry.port())
                        : new Socket("127.0.0.1", registry.port());
                open.addAll(List.of(client, server));
                start(() -> pump(client, server, true));
                start(() -> pump(server, client, false));
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void pump(Socket from, Socket to, boolean request) {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                bytes.addAndGet(count);
                String text = new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
                if (request && text.contains(" HTTP/1.1\r\n")) {
                    requests.add(text);
                }
                output.write(buffer, 0, count);
                output.flush();
            }
        } catch (IOException closed) {
            // By either end.
        }
    }

    /** As routers and servers do with connections that lie idle for long. */
    public void cutConnections() throws IOException {
        for (Socket each : open) {
            each.close();
        }
        open.clear();
    }

    public String host() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    public RegistryAccess access() {
        return new RegistryAccess(
                !readable,
                registry.access().credentials(),
                readable ? Optional.empty() : Optional.of(registry.certificate()),
                Optional.empty(),
                0,
                Duration.ofSeconds(10),
                Set.of());
    }

    public List<String> requests() {
        return requests;
    }

    public long bytes() {
        return bytes.get();
    }

    public void reset() {
        requests.clear();
        bytes.set(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

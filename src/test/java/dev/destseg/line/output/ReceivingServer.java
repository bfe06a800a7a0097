package dev.destseg.line.output;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.destseg.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A small server that takes verdicts, or does not. */
public final class ReceivingServer implements AutoCloseable {
    /** A request. */
    public record Request(Headers headers, String body) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Request> taken = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 204;
    private volatile boolean stalls;
    private volatile Predicate<String> refused = body -> false;
    private final AtomicInteger refusals = new AtomicInteger();

    public ReceivingServer() throws IOException {
        this(FreePort.find());
    }

    /** @param port one that was free a moment ago */
    public ReceivingServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public void answer(int otherStatus) {
        status = otherStatus;
    }

    /** Says 422 to some, by what is in them. */
    public void refuse(Predicate<String> bodies) {
        refused = bodies;
    }

    /** How often it did. */
    public int refusals() {
        return refusals.get();
    }

    /** Sends the headers of an answer, and never its body. */
    public void stall() {
        stalls = true;
    }

    public List<Request> taken() {
        return taken;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/verdicts");
    }

    private void handle(HttpExchange exchange) throws IOException {
        Request request = new Request(
                exchange.getRequestHeaders(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (stalls) {
            exchange.sendResponseHeaders(200, 10);
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return;
        }
        if (refused.test(request.body())) {
            refusals.incrementAndGet();
            exchange.sendResponseHeaders(422, -1);
            exchange.close();
            return;
        }
        if (status < 300) {
            taken.add(request);
        }
        if (status / 100 == 3) {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/elsewhere");
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

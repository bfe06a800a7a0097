package dev.destseg.bench;

import dev.destseg.Http;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Clients that send images for inspection, each its next one when it has the answer to the one before. */
final class HttpLoad {
    private final Http http;
    private final String product;
    private final List<byte[]> files;
    private final Latencies latencies = new Latencies();
    private final Map<String, Integer> others = new TreeMap<>();
    private final int clients;
    private long spent;

    /** @param clients at once */
    HttpLoad(Http http, String product, List<byte[]> files, int clients) {
        this.http = http;
        this.product = product;
        this.files = files;
        this.clients = clients;
    }

    /**
     * @param clients at once
     * @param period least time between two images of a client; zero for as fast as it goes
     */
    static HttpLoad of(Http http, String product, List<byte[]> files, int clients, Duration period, Duration duration)
            throws InterruptedException {
        HttpLoad load = new HttpLoad(http, product, files, clients);
        load.send(period, duration);
        return load;
    }

    /** Sends for so long; what comes of it is added to what came of earlier times. */
    void send(Duration period, Duration duration) throws InterruptedException {
        long started = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        for (int client = 0; client < clients; client++) {
            // Of this time alone: the last image of the one before may be the first of this, and be taken for a frame
            // again.
            String station = "bench-" + started + "-" + client;
            int first = client;
            threads.execute(() -> send(station, first, new Period(period.toNanos(), started + duration.toNanos())));
        }
        threads.shutdown();
        if (!threads.awaitTermination(duration.toMillis() + 60_000, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("Clients wait for answers a minute after the end");
        }
        spent += System.nanoTime() - started;
    }

    /** Images judged a second, the last answers awaited. */
    double rate() {
        return latencies.count() / (spent / 1e9);
    }

    private void send(String station, int first, Period period) {
        long due = System.nanoTime();
        while (System.nanoTime() < period.end()) {
            // A connection that was lost is made again, and counted.
            try (LineClient client = new LineClient(http.base())) {
                for (int i = first; System.nanoTime() < period.end(); i++) {
                    due += period.step();
                    judge(client, station, files.get(i % files.size()));
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
            } catch (IOException e) {
                count(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** @param step least nanoseconds between two images of a client */
    private record Period(long step, long end) {}

    /** Judges one image, and counts how long it took or what went wrong. */
    private void judge(LineClient client, String station, byte[] file) throws IOException, InterruptedException {
        String path = "/api/v1/inspections?product=" + product + "&station=" + station;
        long start = System.nanoTime();
        LineClient.Answer answer = client.post(path, file);
        if (answer.status() != 200) {
            count("status " + answer.status());
            Thread.sleep(1000 * Long.parseLong(answer.headers().getOrDefault("retry-after", "1")));
        } else if (!answer.isJudged()) {
            count("CANNOT_JUDGE");
        } else {
            latencies.addSince(start);
        }
    }

    private synchronized void count(String other) {
        others.merge(other, 1, Integer::sum);
    }

    Latencies latencies() {
        return latencies;
    }

    /** What was not judged, and how often. */
    synchronized Map<String, Integer> others() {
        return Map.copyOf(others);
    }
}

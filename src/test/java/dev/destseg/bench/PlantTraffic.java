package dev.destseg.bench;

import dev.destseg.line.kafka.Group;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends images of sixteen stations to a group, hears what comes of them, and counts. */
final class PlantTraffic implements AutoCloseable {
    private static final int STATIONS = 16;
    /** Images that wait for the group while it is to be busy all the time. */
    private static final int AHEAD = 200;

    private static final Duration POLL = Duration.ofMillis(20);

    private final Group group;
    private final List<byte[]> files;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final AtomicLong results = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();
    private final AtomicLong unjudged = new AtomicLong();
    /** When results were sent, as their senders' clocks said, in milliseconds; by the listener, and who waits for it. */
    private final Queue<Long> times = new ConcurrentLinkedQueue<>();

    private final Thread listening;
    private volatile Latencies latencies = new Latencies();
    private volatile boolean deaf;
    private volatile boolean closed;
    private long sent;

    PlantTraffic(Group group, List<byte[]> files) {
        this.group = group;
        this.files = files;
        this.producer = group.producer();
        this.listening = new Thread(this::listen, "results");
        listening.start();
    }

    /** By this thread alone. */
    private void send() {
        int number = Math.toIntExact(sent++);
        int station = number % STATIONS;
        // Never the same frame twice in a row from one station.
        byte[] image = files.get((number / STATIONS + station) % files.size());
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                group.images(), number % group.partitions(), utf8(PlantBenchmark.PRODUCT + "/press-" + station), image);
        message.headers()
                .add("product", utf8(PlantBenchmark.PRODUCT))
                .add("station", utf8("press-" + station))
                .add("part", utf8("part-" + number));
        sentAt.put("part-" + number, System.nanoTime());
        producer.send(message, (place, failure) -> {
            if (failure != null) {
                throw new IllegalStateException("Not sent", failure);
            }
        });
    }

    /** Keeps the group busy. @return images a second that it answered */
    double keepAhead(Duration time) throws InterruptedException {
        while (sent - answers.size() < AHEAD) {
            send();
        }
        long start = System.nanoTime();
        long before = results.get();
        while (System.nanoTime() - start < time.toNanos()) {
            while (sent - answers.size() < AHEAD) {
                send();
            }
            Thread.sleep(5);
        }
        return (results.get() - before) * 1e9 / (System.nanoTime() - start);
    }

    /** Has so many images lie in the topic, and hears nothing of results until {@link #hear()}. */
    void pile(int images) {
        deaf = true;
        for (int i = 0; i < images; i++) {
            send();
        }
        producer.flush();
    }

    /** Hears results again, also those that came meanwhile. */
    void hear() {
        deaf = false;
    }

    /**
     * Of all results that were heard.
     *
     * @param from milliseconds, as of {@link System#currentTimeMillis}
     * @return results a second from then until the end
     */
    double rate(long from, long to) {
        return 1e3 * times.stream().filter(time -> time >= from && time < to).count() / (to - from);
    }

    /** Sends so many images a second. @return how long their results took that came meanwhile */
    Latencies atRate(double rate, Duration time) {
        latencies = new Latencies();
        long start = System.nanoTime();
        for (long i = 0; System.nanoTime() - start < time.toNanos(); i++) {
            long due = start + Math.round(i * 1e9 / rate);
            LockSupport.parkNanos(due - System.nanoTime());
            send();
        }
        return latencies;
    }

    /** Waits until all has been answered. */
    void drain(Duration patience) throws InterruptedException {
        producer.flush();
        long end = System.nanoTime() + patience.toNanos();
        while (answers.size() < sent && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }

    void listenFor(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }

    private void listen() {
        try (KafkaConsumer<byte[], byte[]> heard = group.kafka().listen(group.results(), group.partitions());
                KafkaConsumer<byte[], byte[]> dead = group.kafka().listen(group.deadLetters(), 1)) {
            while (!closed) {
                if (deaf) {
                    LockSupport.parkNanos(POLL.toNanos());
                    continue;
                }
                heard.poll(POLL).forEach(this::heard);
                deadLetters.addAndGet(dead.poll(Duration.ZERO).count());
            }
        }
    }

    private void heard(ConsumerRecord<byte[], byte[]> result) {
        String text = new String(result.value(), StandardCharsets.UTF_8);
        int begin = text.indexOf("\"part_number\":\"") + "\"part_number\":\"".length();
        String part = text.substring(begin, text.indexOf('"', begin));
        if (text.contains("\"verdict\":\"CANNOT_JUDGE\"")) {
            unjudged.incrementAndGet();
        }
        results.incrementAndGet();
        times.add(result.timestamp());
        if (answers.merge(part, 1, Integer::sum) == 1) {
            latencies.addSince(sentAt.get(part));
        }
    }

    private long missing() {
        return sent - answers.size();
    }

    private long doubled() {
        return answers.values().stream().filter(count -> count > 1).count();
    }

    /** Whether each image has exactly one result. */
    boolean isWhole() {
        return missing() == 0 && doubled() == 0 && deadLetters.get() == 0;
    }

    String counts() {
        return sent + " sent, " + results.get() + " results, " + missing() + " missing, " + doubled() + " double, "
                + unjudged.get() + " CANNOT_JUDGE, " + deadLetters.get() + " dead letters";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true; // The listener ends by itself within a moment.
        producer.close();
    }
}

package dev.destseg.line.kafka;

import dev.destseg.inspection.RecordedTime;
import dev.destseg.line.source.Picture;
import dev.destseg.line.trigger.ImageMessages;
import dev.destseg.line.trigger.TriggerListener;
import dev.destseg.line.trigger.WaitingImages;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Images that come as messages of a topic: each is a part's signal and its picture, headers say of which part and when it was
 * taken. What is sent from now on is heard, by this station whoever else hears it; what came while the box was away is not, for
 * its parts have gone on. While the cluster is away the client looks for it by itself. Safe between threads.
 */
public final class KafkaImages implements ImageMessages {
    private static final Logger LOG = Logger.getLogger(KafkaImages.class);
    private static final Duration IDLE = Duration.ofMillis(200);
    /** After a silence of so long the cluster is looked for. */
    private static final Duration SILENCE = Duration.ofSeconds(2);
    /** Twice as long as a broker may take over an answer while it waits for messages; images that come meanwhile wait. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration LEAVE = Duration.ofSeconds(1);

    private final KafkaCluster cluster;
    private final String topic;
    private final Set<Integer> partitions;
    private final WaitingImages waiting;
    /** From where partitions are heard when that begins anew; of one at a time, the thread that hears or the one that begins it. */
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean closed;
    private @Nullable Thread hearing;

    /**
     * @param partitions of the topic that are heard; all when empty
     * @throws InputException for what cannot be the name of a topic, or the number of a partition
     */
    public KafkaImages(KafkaCluster cluster, String topic, Set<Integer> partitions, WaitingImages waiting) {
        this.cluster = cluster;
        this.topic = KafkaCluster.requireTopic(topic);
        this.partitions = Set.copyOf(partitions);
        this.waiting = waiting;
        if (partitions.stream().anyMatch(partition -> partition < 0)) {
            throw new InputException("Partitions of a topic are numbered from 0, unlike " + partitions);
        }
    }

    @Override
    public synchronized void connect(TriggerListener listener) throws IOException, InterruptedException {
        if (hearing == null || !hearing.isAlive()) {
            Consumer<byte[], byte[]> consumer = open();
            problem = Optional.empty();
            hearing = new Thread(() -> hear(consumer, listener), "images of " + topic);
            hearing.start();
        } else if (problem.isPresent()) {
            throw new IOException(problem.get());
        }
    }

    /** At its place in each partition, before this returns. */
    private Consumer<byte[], byte[]> open() throws IOException, InterruptedException {
        Consumer<byte[], byte[]> opened = null;
        Consumer<byte[], byte[]> placed = null;
        try {
            opened = cluster.consumer(Map.of(
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1));
            List<TopicPartition> wanted = wanted(opened.partitionsFor(topic));
            opened.assign(wanted);
            place(opened, wanted);
            placed = opened;
            return placed;
        } catch (KafkaException e) {
            throw unheard(e);
        } finally {
            if (opened != null && placed == null) {
                opened.close(CloseOptions.timeout(LEAVE));
            }
        }
    }

    /**
     * Where hearing was cut off, or else at the end. It goes on from a place once: a message that cannot be read is passed over
     * when it has cut hearing off twice.
     */
    private void place(Consumer<byte[], byte[]> consumer, List<TopicPartition> wanted) {
        Map<TopicPartition, Long> before = Map.copyOf(next);
        consumer.seekToEnd(wanted);
        before.forEach((partition, offset) -> {
            if (wanted.contains(partition)) {
                consumer.seek(partition, offset.longValue());
            }
        });
        for (TopicPartition partition : wanted) {
            long place = consumer.position(partition);
            if (!before.containsKey(partition)) {
                next.put(partition, place);
            }
        }
        next.keySet().removeAll(before.keySet());
    }

    private List<TopicPartition> wanted(List<PartitionInfo> there) throws IOException {
        List<Integer> numbers = there.stream().map(PartitionInfo::partition).toList();
        if (numbers.isEmpty() || !numbers.containsAll(partitions)) {
            throw new IOException("The cluster " + cluster + " has "
                    + (numbers.isEmpty() ? "no topic " : "no such partitions " + partitions + " of the topic ") + topic
                    + "; create it, or name another");
        }
        return numbers.stream()
                .filter(number -> partitions.isEmpty() || partitions.contains(number))
                .map(number -> new TopicPartition(topic, number))
                .toList();
    }

    private IOException unheard(KafkaException e) throws InterruptedException {
        return KafkaFailure.of(cluster, "does not let this box hear images of the topic " + topic, e);
    }

    private void hear(Consumer<byte[], byte[]> consumer, TriggerListener listener) {
        try {
            long silent = System.nanoTime();
            while (!closed) {
                ConsumerRecords<byte[], byte[]> messages = consumer.poll(IDLE);
                messages.forEach(message -> hear(message, listener));
                if (!messages.isEmpty()) {
                    problem = Optional.empty();
                    silent = System.nanoTime();
                } else if (System.nanoTime() - silent > SILENCE.toNanos()) {
                    look(consumer);
                    silent = System.nanoTime();
                }
            }
        } catch (InterruptException | InterruptedException end) {
            // By close.
        } catch (RuntimeException | OutOfMemoryError e) { // The station begins anew.
            LOG.errorf(e, "Images of the topic %s are not heard for now", topic);
        } finally {
            Thread.interrupted(); // Or the client would not leave in peace.
            consumer.close(CloseOptions.timeout(LEAVE));
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record, TriggerListener listener) {
        ImageMessage message = new ImageMessage(record);
        next.put(message.partition(), message.offset() + 1);
        waiting.add(
                        new Picture(message.value(), captured(message)),
                        message.header(MessageHeaders.PART),
                        message.source())
                .ifPresent(listener);
    }

    /**
     * As the sender says; otherwise when it sent the message, or the cluster got it, whichever the topic keeps. One that cannot be
     * recorded, as of a sender that counts microseconds, is left out.
     */
    private static Optional<Instant> captured(ImageMessage message) {
        try {
            return message.captured()
                    .or(() -> Optional.of(Instant.ofEpochMilli(message.record().timestamp())))
                    .filter(time -> RecordedTime.nearest(time).equals(time));
        } catch (InputException unreadable) {
            LOG.debugf("%s: %s", message.source(), unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Since the client says nothing of a cluster that is away. */
    private void look(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        try {
            consumer.endOffsets(consumer.assignment(), LOOK);
            problem = Optional.empty();
        } catch (RetriableException away) {
            problem = Optional.ofNullable(unheard(away).getMessage());
        }
    }

    /** There is no picture without a message. */
    @Override
    public byte[] take() throws IOException {
        throw new IOException("images come as messages of the topic " + topic + "; none was sent for this");
    }

    @Override
    public Picture take(long sequence, long since, Duration longest) throws IOException {
        return waiting.take(sequence);
    }

    @Override
    public synchronized void close() {
        closed = true;
        Thread current = hearing;
        hearing = null;
        if (current == null) {
            return;
        }
        current.interrupt();
        try {
            current.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

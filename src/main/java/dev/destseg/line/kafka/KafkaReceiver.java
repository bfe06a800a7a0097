package dev.destseg.line.kafka;

import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.line.output.Receiver;
import dev.destseg.line.output.VerdictRefusedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Tells verdicts by a topic of Kafka. The key is the station, so that verdicts of a station stay in order; what has none has the
 * key of no text. The name of the inspection, by which repeats are recognised, and its number at the station are headers, too.
 */
public final class KafkaReceiver implements Receiver {
    private static final Duration LEAVE = Duration.ofSeconds(1);

    private final KafkaCluster cluster;
    private final String topic;
    private @Nullable Producer<byte[], byte[]> producer;

    /** @throws dev.destseg.tensor.InputException for what cannot be the name of a topic */
    public KafkaReceiver(KafkaCluster cluster, String topic) {
        this.cluster = cluster;
        this.topic = KafkaCluster.requireTopic(topic);
    }

    @Override
    public void connect() throws IOException, InterruptedException {
        connected();
    }

    private Producer<byte[], byte[]> connected() throws IOException, InterruptedException {
        try {
            Producer<byte[], byte[]> current = producer == null ? cluster.producer(Map.of()) : producer;
            producer = current;
            current.partitionsFor(topic);
            return current;
        } catch (KafkaException e) {
            throw failed("does not tell of the topic " + topic, e);
        }
    }

    @Override
    public void deliver(OutboxEntry verdict) throws IOException, InterruptedException {
        Producer<byte[], byte[]> current = connected();
        try {
            current.send(record(verdict)).get(); // Ends after the patience that the producer was given.
        } catch (ExecutionException | KafkaException e) {
            if (KafkaFailure.root(e) instanceof RecordTooLargeException) {
                throw new VerdictRefusedException(
                        "The topic " + topic + " takes no message of "
                                + verdict.message().length()
                                + " characters; allow larger ones there (max.message.bytes)",
                        e);
            }
            throw failed("does not take a verdict for the topic " + topic, e);
        }
    }

    private ProducerRecord<byte[], byte[]> record(OutboxEntry verdict) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic,
                null,
                verdict.time().toEpochMilli(),
                MessageHeaders.utf8(verdict.station().orElse("")),
                MessageHeaders.utf8(verdict.message()));
        record.headers()
                .add(MessageHeaders.ID, MessageHeaders.utf8(verdict.inspection().text()))
                .add(MessageHeaders.SEQUENCE, MessageHeaders.utf8(Long.toString(verdict.sequence())))
                .add(MessageHeaders.CONTENT_TYPE, MessageHeaders.utf8(MessageHeaders.JSON));
        return record;
    }

    /** A producer that may go on is kept: it knows what is still under way, so that nothing old arrives after what is new. */
    private IOException failed(String what, Exception failure) throws InterruptedException {
        if (!(KafkaFailure.root(failure) instanceof RetriableException)) {
            close();
        }
        return KafkaFailure.of(cluster, what, failure);
    }

    @Override
    public void close() {
        Producer<byte[], byte[]> current = producer;
        producer = null;
        if (current != null) {
            current.close(LEAVE);
        }
    }
}

package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The topics of a group, what is sent there and what comes of it.
 *
 * @param name of the group; topics begin with it
 */
public record Group(RealKafka kafka, String name, int partitions) {
    static final int LARGEST_IMAGE = 100_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int LARGEST_SENT = 32 << 20;

    /** Makes the topics. */
    public static Group create(RealKafka kafka, String name, int partitions) throws Exception {
        Group group = new Group(kafka, name, partitions);
        kafka.topic(group.images(), partitions);
        kafka.topic(group.results(), partitions);
        kafka.topic(group.deadLetters(), 1);
        return group;
    }

    public String images() {
        return name + ".images";
    }

    public String results() {
        return name + ".results";
    }

    public String deadLetters() {
        return name + ".dead-letters";
    }

    /** How a member judges that knows nothing but the broker. */
    static GroupPlan plan(
            URI url, String group, String member, int largestImage, ImagesElsewhere elsewhere, ImageRoom room) {
        return new GroupPlan(
                new KafkaCluster(url, member, SaslMechanism.PLAIN, Optional.empty(), Optional.empty(), PATIENCE),
                group,
                member,
                group + ".images",
                group + ".results",
                group + ".dead-letters",
                largestImage,
                elsewhere,
                room,
                Set.of(),
                Duration.ofSeconds(3),
                Duration.ofMillis(50));
    }

    GroupPlan plan(String member, ImagesElsewhere elsewhere) {
        return plan(member, elsewhere, ImageRoom.here());
    }

    GroupPlan plan(String member, ImagesElsewhere elsewhere, ImageRoom room) {
        return plan(kafka.url(), name, member, LARGEST_IMAGE, elsewhere, room);
    }

    public Producer<byte[], byte[]> producer() {
        return plan("camera", ImagesElsewhere.NONE)
                .cluster()
                .producer(Map.of(
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LARGEST_SENT,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        2L * LARGEST_SENT));
    }

    /** @param headers names and texts in turn */
    public ProducerRecord<byte[], byte[]> message(String key, byte[] image, String... headers) {
        ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(images(), MessageHeaders.utf8(key), image);
        for (int i = 0; i < headers.length; i += 2) {
            message.headers().add(headers[i], MessageHeaders.utf8(headers[i + 1]));
        }
        return message;
    }

    /** Sends messages, and waits until the broker has them. @return their sources */
    public Set<String> send(Iterable<ProducerRecord<byte[], byte[]>> messages) throws Exception {
        Set<String> sources = new HashSet<>();
        try (Producer<byte[], byte[]> producer = producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            messages.forEach(message -> sent.add(producer.send(message)));
            for (Future<RecordMetadata> each : sent) {
                RecordMetadata place = each.get();
                sources.add(place.topic() + "-" + place.partition() + "-" + place.offset());
            }
        }
        return sources;
    }

    /** Waits until there are so many results, or more. */
    public void awaitResults(int least) {
        try (KafkaConsumer<byte[], byte[]> listener = kafka.listen(results(), partitions)) {
            assertTrue(RealKafka.take(listener, least, PATIENCE).size() >= least, "results");
        }
    }

    /** Results that come until there are so many, and no more than that. */
    public List<ConsumerRecord<byte[], byte[]>> results(int count) {
        try (KafkaConsumer<byte[], byte[]> listener = kafka.listen(results(), partitions)) {
            List<ConsumerRecord<byte[], byte[]>> taken = RealKafka.take(listener, count, PATIENCE);
            assertEquals(count, taken.size(), "results");
            return taken;
        }
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        try (KafkaConsumer<byte[], byte[]> listener = kafka.listen(deadLetters(), 1)) {
            List<ConsumerRecord<byte[], byte[]>> taken = RealKafka.take(listener, count, PATIENCE);
            assertEquals(count, taken.size(), "dead letters");
            return taken;
        }
    }

    public static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    public static JsonNode json(ConsumerRecord<byte[], byte[]> message) throws IOException {
        return new ObjectMapper().readTree(message.value());
    }
}

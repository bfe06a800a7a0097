package dev.destseg.line.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.inspection.Precision;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.rejudgement.ArchivedPart;
import dev.destseg.inspection.rejudgement.ArchivedPart.Said;
import dev.destseg.inspection.rejudgement.PartJudge;
import dev.destseg.inspection.rejudgement.PartOutcome;
import dev.destseg.inspection.rejudgement.RejudgedPart;
import dev.destseg.inspection.rejudgement.UnjudgedPart;
import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Has parts of an archive judged by the appliances of a group, where the recipe must be active for a product. Only answers to what
 * this has sent are listened for. Used by one thread.
 */
public final class GroupJudge implements PartJudge {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Enough to keep many appliances busy. */
    private static final int UNDER_WAY = 64;

    /** What a message may have of bytes is for the topic to say. */
    private static final int LARGEST = 128 << 20;

    private static final int LONGEST_PART = 256;
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LEAVE = Duration.ofSeconds(1);

    private final GroupTopics topics;
    private final KafkaCluster cluster;
    private final String product;
    private final Sha256 recipe;
    private final Duration patience;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, ArchivedPart> underWay = new HashMap<>();
    private final List<PartOutcome> judged = new ArrayList<>();
    private long lastAnswer = System.nanoTime();

    /**
     * @param product that the recipe is active for there
     * @param recipe that must judge
     * @param patience with the group: so long nothing may come
     * @throws IOException when the cluster cannot be reached, or lacks a topic
     */
    public GroupJudge(KafkaCluster cluster, GroupTopics topics, String product, Sha256 recipe, Duration patience)
            throws IOException, InterruptedException {
        this.cluster = cluster;
        this.topics = topics;
        this.product = product;
        this.recipe = recipe;
        this.patience = patience;
        try {
            this.consumer = cluster.consumer(Map.of());
            this.producer = cluster.producer(Map.of(
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    LARGEST,
                    ProducerConfig.BUFFER_MEMORY_CONFIG,
                    2L * LARGEST));
        } catch (KafkaException e) {
            throw KafkaFailure.of(cluster, "cannot be spoken to", e);
        }
        try {
            listen();
        } catch (KafkaException e) {
            close();
            throw KafkaFailure.of(cluster, "does not let this listen to " + topics.results(), e);
        }
    }

    /** From now on: what others are answered does not matter. */
    private void listen() throws IOException {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : List.of(topics.results(), topics.deadLetters())) {
            List<TopicPartition> partitions = Stream.ofNullable(consumer.partitionsFor(topic))
                    .flatMap(List::stream)
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                close();
                throw new IOException("The cluster " + cluster.url() + " has no topic " + topic
                        + "; name those of the group (--topics)");
            }
            all.addAll(partitions);
        }
        consumer.assign(all);
        consumer.seekToEnd(all);
        all.forEach(consumer::position);
    }

    @Override
    public Sha256 recipe() {
        return recipe;
    }

    @Override
    public Optional<Sha256> other() {
        return Optional.empty();
    }

    @Override
    public Optional<Precision> precision() {
        return Optional.empty();
    }

    @Override
    public void begin(ArchivedPart part, byte[] image) throws IOException, InterruptedException {
        // Order does not matter: parts are divided among all partitions.
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topics.images(), MessageHeaders.utf8(product + "/" + UUID.randomUUID()), image);
        message.headers()
                .add(MessageHeaders.PRODUCT, MessageHeaders.utf8(product))
                .add(MessageHeaders.PART, MessageHeaders.utf8(partNumber(part)))
                .add(MessageHeaders.RECIPE, MessageHeaders.utf8(recipe.toString()));
        try {
            RecordMetadata place = producer.send(message).get();
            underWay.put(place.topic() + "-" + place.partition() + "-" + place.offset(), part);
        } catch (ExecutionException | KafkaException e) {
            if (KafkaFailure.root(e) instanceof RecordTooLargeException) {
                judged.add(new UnjudgedPart(
                        part.name(),
                        "The image of " + image.length + " bytes is larger than the topic " + topics.images()
                                + " takes; allow larger messages there (max.message.bytes)"));
                return;
            }
            throw KafkaFailure.of(cluster, "does not take an image for the topic " + topics.images(), e);
        }
    }

    private static String partNumber(ArchivedPart part) {
        String name = part.name().replaceAll("\\p{Cntrl}", "?");
        return name.substring(Math.max(0, name.length() - LONGEST_PART));
    }

    @Override
    public List<PartOutcome> judged(boolean all) throws IOException, InterruptedException {
        hear(Duration.ZERO);
        while (!underWay.isEmpty() && (all || underWay.size() >= UNDER_WAY)) {
            hear(POLL);
            if (System.nanoTime() - lastAnswer > patience.toNanos()) {
                throw new IOException("No appliance of the group has judged anything for " + patience.toSeconds()
                        + " s; check that appliances are members of it (GET /api/v1/groups), and that the recipe "
                        + recipe
                        + " is active there for the product " + product);
            }
        }
        List<PartOutcome> taken = List.copyOf(judged);
        judged.clear();
        return taken;
    }

    private void hear(Duration time) throws IOException, InterruptedException {
        try {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(time)) {
                ImageMessage answer = new ImageMessage(message);
                ArchivedPart part =
                        underWay.remove(answer.header(MessageHeaders.SOURCE).orElse(""));
                if (part != null) {
                    lastAnswer = System.nanoTime();
                    judged.add(answered(part, answer));
                }
            }
            if (underWay.isEmpty()) {
                lastAnswer = System.nanoTime();
            }
        } catch (KafkaException e) {
            throw KafkaFailure.of(cluster, "does not tell of results", e);
        }
    }

    /** @throws IOException when it is not the part that is to blame, so that no other would be judged either */
    private PartOutcome answered(ArchivedPart part, ImageMessage answer) throws IOException {
        Optional<String> refusal = answer.header(MessageHeaders.REASON);
        if (refusal.isPresent()) {
            if (!answer.header(MessageHeaders.CAUSE).equals(Optional.of(MessageHeaders.CAUSE_RECIPE))) {
                return new UnjudgedPart(part.name(), refusal.get());
            }
            throw new IOException("The group does not judge the part " + part.name() + ": " + refusal.get());
        }
        JsonNode result = JSON.readTree(answer.value());
        OptionalDouble score =
                result.has("score") ? OptionalDouble.of(result.get("score").asDouble()) : OptionalDouble.empty();
        return new RejudgedPart(
                part.name(),
                part.defective(),
                part.before(),
                new Said(Verdict.valueOf(result.path("verdict").asText()), score),
                Optional.ofNullable(result.path("reason").textValue()));
    }

    @Override
    public void close() {
        producer.close(LEAVE);
        consumer.close();
    }
}

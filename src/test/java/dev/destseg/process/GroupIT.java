package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.line.kafka.Group;
import dev.destseg.line.kafka.RealKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application as a member of a group, which also tells its verdicts to a topic. */
class GroupIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @Test
    void anApplianceThatIsKilledAndStartedAgainAnswersEachMessageOnce() throws Exception {
        TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        try (RealKafka kafka = RealKafka.start(folder.resolve("kafka"))) {
            Group group = Group.create(kafka, "plant", 2);
            kafka.topic("told", 1);
            Path config = Files.writeString(
                    folder.resolve("box.yaml"),
                    """
                    destseg:
                      kafka: {url: "%1$s", group: plant, images: plant.images, results: plant.results,
                              dead-letters: plant.dead-letters, products: tiny, session: 3s}
                      outputs:
                        line: {url: "%1$s", topic: told}
                    """
                            .formatted(kafka.url()));
            Set<String> sent = new HashSet<>(send(group, 0, 40));
            try (Serving serving = serve(config)) {
                group.awaitResults(10);
                serving.kill();
            }
            sent.addAll(send(group, 40, 50));
            try (Serving serving = serve(config)) {
                Set<String> answered = new HashSet<>();
                group.results(50).forEach(result -> answered.add(Group.header(result, "source")));
                assertEquals(sent, answered);
                JsonNode state = serving.http().get("/api/v1/groups").json().get(0);
                assertTrue(state.get("joined").asBoolean(), state::toString);
                assertEquals(2, state.get("partitions").size(), state::toString);
                serving.terminate();
                serving.waitForEnd();
            }
            try (KafkaConsumer<byte[], byte[]> told = kafka.listen("told", 1)) {
                Set<String> ids = new HashSet<>();
                RealKafka.take(told, 50, PATIENCE).forEach(verdict -> ids.add(Group.header(verdict, "id")));
                group.results(50).forEach(result -> assertTrue(ids.contains(Group.header(result, "id"))));
            }
        }
    }

    private static Set<String> send(Group group, int first, int end) throws Exception {
        return group.send(IntStream.range(first, end)
                .mapToObj(i -> group.message("tiny/press-" + i % 3, Pictures.png(i % 256, 16), "part", "part-" + i))
                .toList());
    }

    private Serving serve(Path config) throws Exception {
        return Serving.start(folder, "--recipe", folder.resolve("tiny").toString(), "--config", config.toString());
    }
}

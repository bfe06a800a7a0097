package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupPlanTest {
    private static GroupPlan plan(String results, int largestImage) {
        KafkaCluster cluster = new KafkaCluster(
                URI.create("kafka://broker.plant.example"),
                "box",
                SaslMechanism.PLAIN,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(1));
        return new GroupPlan(
                cluster,
                "plant",
                "box",
                "images",
                results,
                "dead-letters",
                largestImage,
                ImagesElsewhere.NONE,
                ImageRoom.here(),
                Set.of(),
                Duration.ofSeconds(10),
                Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, (64 << 20) + 1, Integer.MAX_VALUE})
    void imagesWithinMessagesHaveABoundThatMemoryHolds(int largestImage) {
        String message = assertThrows(InputException.class, () -> plan("results", largestImage))
                .getMessage();
        assertTrue(message.contains("destseg.kafka.largest-image"), message);
    }

    @Test
    void aTopicIsOneThingOnly() {
        String message =
                assertThrows(InputException.class, () -> plan("images", 1)).getMessage();
        assertTrue(message.contains("three topics"), message);
    }
}

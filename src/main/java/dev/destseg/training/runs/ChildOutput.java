package dev.destseg.training.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** What the lines of a process mean: progress, a comparison, or something for people. Safe between threads. */
final class ChildOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<RunProgress> progress;
    private volatile Optional<ObjectNode> comparison = Optional.empty();

    ChildOutput(Consumer<RunProgress> progress) {
        this.progress = progress;
    }

    /** @return what people should see of the line */
    Optional<String> take(String line) {
        if (!line.startsWith("{")) {
            return Optional.of(line);
        }
        try {
            JsonNode node = JSON.readTree(line);
            if (node.has("phase")) {
                progress.accept(progress(node));
            } else if (node.has("better") && node instanceof ObjectNode figures) {
                comparison = Optional.of(figures);
            }
            return node.has("said") ? Optional.of(node.get("said").asText()) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of(line);
        }
    }

    private static RunProgress progress(JsonNode node) {
        return new RunProgress(
                node.path("phase").asText(),
                100.0 * node.path("done").asInt() / Math.max(1, node.path("all").asInt()),
                number(node, "loss"),
                number(node, "steps_per_second"),
                number(node, "seconds_left"),
                Optional.empty());
    }

    private static OptionalDouble number(JsonNode node, String name) {
        return node.path(name).isNumber() ? OptionalDouble.of(node.path(name).asDouble()) : OptionalDouble.empty();
    }

    /** The comparison that the process printed. */
    Optional<ObjectNode> comparison() {
        return comparison;
    }
}

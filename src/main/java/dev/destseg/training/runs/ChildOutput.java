package dev.destseg.training.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What the lines of a process mean: progress, a comparison, or something for people. Safe between threads. */
final class ChildOutput {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Consumer<RunProgress> progress;
    private final IntConsumer previews;
    private volatile Optional<ObjectNode> comparison = Optional.empty();

    /**
     * @param progress told how far it is
     * @param previews told how many images are shown, whenever they are anew
     */
    ChildOutput(Consumer<RunProgress> progress, IntConsumer previews) {
        this.progress = progress;
        this.previews = previews;
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
            } else if (node.path("previews").isInt()) {
                previews.accept(node.get("previews").asInt());
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
                number(node, "seconds_spent"),
                RunProgress.Beside.NOTHING);
    }

    private static OptionalDouble number(JsonNode node, String name) {
        return node.path(name).isNumber() ? OptionalDouble.of(node.path(name).asDouble()) : OptionalDouble.empty();
    }

    /** The comparison that the process printed. */
    Optional<ObjectNode> comparison() {
        return comparison;
    }
}

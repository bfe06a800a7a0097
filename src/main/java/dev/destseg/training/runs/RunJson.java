package dev.destseg.training.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.dataset.Outline;
import dev.destseg.dataset.Registering;
import dev.destseg.dataset.TileSize;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.network.Light;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import dev.destseg.training.datasets.DatasetName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A run as its file has it. */
final class RunJson {
    private RunJson() {}

    static ObjectNode encode(Run run) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", run.id().text());
        node.set("order", order(run.order()));
        node.put("status", run.stage().name());
        node.put("asked", run.asked().toEpochMilli());
        run.ended().ifPresent(time -> node.put("ended", time.toEpochMilli()));
        node.put("failures", run.failures());
        run.reason().ifPresent(reason -> node.put("reason", reason));
        run.child().ifPresent(child -> node.putObject("child")
                .put("pid", child.pid())
                .put("started", child.started().toEpochMilli()));
        run.candidate().ifPresent(digest -> node.put("candidate", digest.toString()));
        node.put("offered", run.offered() ? 1 : 0);
        run.pausedBy().ifPresent(who -> node.put("paused_by", who));
        node.put("changed_by", run.changedBy());
        run.comparison().ifPresent(figures -> node.set("comparison", figures));
        return node;
    }

    private static ObjectNode order(TrainingOrder order) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("product", order.product());
        node.put("dataset", order.dataset().text());
        node.put("snapshot", order.snapshot().toString());
        node.put("profile", order.profile());
        node.put("input_size", order.inputSize());
        order.region().ifPresent(region -> node.putObject("region_of_interest")
                .put("left", region.left())
                .put("top", region.top())
                .put("right", region.right())
                .put("bottom", region.bottom()));
        if (!order.ignored().isEmpty()) {
            ArrayNode ignored = node.putArray("ignore");
            order.ignored().forEach(outline -> ignored.add(outline.toString()));
        }
        order.tile().ifPresent(tile -> node.put("tile", tile.toString()));
        order.registering().ifPresent(how -> node.put("register", how.bounds()));
        order.light().ifPresent(light -> node.put("light", light.label()));
        order.from().ifPresent(digest -> node.put("from", digest.toString()));
        order.budget().time().ifPresent(time -> node.put("seconds", time.toSeconds()));
        order.budget().steps().ifPresent(steps -> node.put("steps", steps));
        node.put("memory_mebibytes", order.budget().memoryMebibytes());
        node.put("celsius", order.budget().celsius());
        node.put("idle_hours", order.idleHours() ? 1 : 0);
        node.put("activate", order.activate() ? 1 : 0);
        node.put("automatic", order.automatic() ? 1 : 0);
        return node;
    }

    /** @throws IllegalArgumentException when a field is missing or damaged */
    static Run decode(JsonNode node) {
        JsonFields fields = new JsonFields("", node);
        return new Run(
                new RunId(fields.text("id")),
                order(fields.fields("order")),
                RunStatus.valueOf(fields.text("status")),
                Instant.ofEpochMilli(fields.wide("asked")),
                node.has("ended") ? Optional.of(Instant.ofEpochMilli(fields.wide("ended"))) : Optional.empty(),
                fields.integer("failures"),
                fields.optionalText("reason"),
                fields.optionalFields("child").map(RunJson::child),
                fields.optionalText("candidate").map(Sha256::parse),
                fields.integer("offered") == 1,
                Optional.ofNullable(node.get("comparison"))
                        .filter(JsonNode::isObject)
                        .map(ObjectNode.class::cast),
                fields.optionalText("paused_by"),
                fields.optionalText("changed_by").orElse(Run.BOX));
    }

    private static Run.Child child(JsonFields fields) {
        return new Run.Child(fields.wide("pid"), Instant.ofEpochMilli(fields.wide("started")));
    }

    private static RegionOfInterest region(JsonFields fields) {
        return new RegionOfInterest(
                fields.number("left"), fields.number("top"), fields.number("right"), fields.number("bottom"));
    }

    /** Runs of before this could be asked for lack it. */
    private static List<Outline> ignored(JsonFields fields) {
        return fields.optionalTexts("ignore").stream().map(Outline::parse).toList();
    }

    private static TrainingOrder order(JsonFields fields) {
        Optional<Duration> time = fields.optionalNumber("seconds").isPresent()
                ? Optional.of(Duration.ofSeconds(fields.wide("seconds")))
                : Optional.empty();
        Budget budget = new Budget(
                time, fields.optionalText("steps"), fields.integer("memory_mebibytes"), fields.number("celsius"));
        return new TrainingOrder(
                fields.text("product"),
                new DatasetName(fields.text("dataset")),
                Sha256.parse(fields.text("snapshot")),
                fields.text("profile"),
                fields.integer("input_size"),
                fields.optionalFields("region_of_interest").map(RunJson::region),
                ignored(fields),
                fields.optionalText("tile").flatMap(TileSize::parse),
                fields.optionalText("register").map(Registering::parse),
                fields.optionalText("light").map(Light::of),
                fields.optionalText("from").map(Sha256::parse),
                budget,
                fields.integer("idle_hours") == 1,
                fields.integer("activate") == 1,
                fields.integer("automatic") == 1);
    }
}

package dev.destseg.inspection.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.image.Box;
import dev.destseg.image.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Inspections as JSON, whole ones as they are exported, and their lists and maps as they stand in one column. */
public final class EntryJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private EntryJson() {}

    /** A new object; what is absent has no field, durations are in milliseconds. */
    public static ObjectNode of(InspectionEntry entry) {
        JudgedPart part = entry.part();
        ObjectNode node = NODES.objectNode()
                .put("id", entry.id().text())
                .put("time", part.origin().time().toString());
        part.origin().captured().ifPresent(taken -> node.put("captured", taken.toString()));
        node.put("product", part.origin().product());
        part.origin().station().ifPresent(station -> node.put("station", station));
        part.origin().partNumber().ifPresent(number -> node.put("part_number", number));
        node.put("verdict", part.verdict().name());
        part.reason().ifPresent(reason -> node.put("reason", reason));
        part.score().ifPresent(score -> node.put("score", score));
        if (!part.recipe().isNone()) {
            node.put("threshold", part.threshold());
            node.putObject("recipe")
                    .put("name", part.recipe().name())
                    .put("version", part.recipe().version())
                    .put("digest", part.recipe().digest().toString());
        }
        node.set("regions", regions(part.regions()));
        if (!part.zones().isEmpty()) {
            node.set("zones", ZoneJson.of(part.zones()));
        }
        node.set("timings_ms", milliseconds(part.timings()));
        entry.image().ifPresent(digest -> node.put("image", digest.toString()));
        entry.map().ifPresent(digest -> node.put("map", digest.toString()));
        entry.opinion().ifPresent(opinion -> node.put("opinion", opinion.name()));
        return node;
    }

    private static ObjectNode milliseconds(Map<String, Duration> timings) {
        ObjectNode node = NODES.objectNode();
        timings.forEach((stage, duration) -> node.put(stage, duration.toNanos() / 1e6));
        return node;
    }

    static ArrayNode regions(List<Region> regions) {
        ArrayNode array = NODES.arrayNode();
        for (Region region : regions) {
            ObjectNode node = array.addObject();
            put(node, region.box());
            node.put("area", region.area())
                    .put("peak", region.peak())
                    .put("centroid_x", region.centroidX())
                    .put("centroid_y", region.centroidY());
            region.zone().ifPresent(zone -> node.put("zone", zone));
        }
        return array;
    }

    static List<Region> regions(String json) {
        List<Region> regions = new ArrayList<>();
        for (JsonNode node : tree(json)) {
            regions.add(new Region(
                    box(node),
                    node.path("area").intValue(),
                    node.path("peak").floatValue(),
                    node.path("centroid_x").doubleValue(),
                    node.path("centroid_y").doubleValue(),
                    Optional.ofNullable(node.path("zone").textValue())));
        }
        return regions;
    }

    static ArrayNode boxes(List<Box> boxes) {
        ArrayNode array = NODES.arrayNode();
        boxes.forEach(box -> put(array.addObject(), box));
        return array;
    }

    static List<Box> boxes(String json) {
        List<Box> boxes = new ArrayList<>();
        tree(json).forEach(node -> boxes.add(box(node)));
        return boxes;
    }

    private static void put(ObjectNode node, Box box) {
        node.put("x", box.x()).put("y", box.y()).put("width", box.width()).put("height", box.height());
    }

    private static Box box(JsonNode node) {
        return new Box(
                node.path("x").intValue(),
                node.path("y").intValue(),
                node.path("width").intValue(),
                node.path("height").intValue());
    }

    static ObjectNode timings(Map<String, Duration> timings) {
        ObjectNode node = NODES.objectNode();
        timings.forEach((stage, duration) -> node.put(stage, duration.toNanos()));
        return node;
    }

    static SortedMap<String, Duration> timings(String json) {
        SortedMap<String, Duration> timings = new TreeMap<>();
        tree(json)
                .properties()
                .forEach(field -> timings.put(
                        field.getKey(), Duration.ofNanos(field.getValue().longValue())));
        return timings;
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The journal holds JSON that it did not write: " + json, e);
        }
    }
}

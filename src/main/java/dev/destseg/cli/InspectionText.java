package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.image.Region;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.ZoneJson;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** An inspection as a line for people and as JSON for programs. */
final class InspectionText {
    private InspectionText() {}

    static String line(Path image, Inspection inspection) {
        String said = inspection
                .reason()
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "score %.6f, threshold %.6f, %d %s%s",
                        inspection.score().orElseThrow(),
                        inspection.threshold(),
                        inspection.regions().size(),
                        inspection.regions().size() == 1 ? "region" : "regions",
                        zones(inspection)));
        return String.format("%-12s %s  %s", inspection.verdict(), image, said);
    }

    /** Those that are not OK. */
    private static String zones(Inspection inspection) {
        return inspection.zones().stream()
                .filter(zone -> zone.verdict() != Verdict.OK)
                .map(zone -> ", " + zone.zone() + " " + zone.verdict())
                .collect(Collectors.joining());
    }

    /** @param pictures files that were written, by what they show */
    static ObjectNode json(Path image, Inspection inspection, Duration decoding, Map<String, Path> pictures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("image", image.toString());
        json.put("verdict", inspection.verdict().name());
        json.putNull("score");
        inspection.score().ifPresent(score -> json.put("score", score));
        json.put("threshold", inspection.threshold());
        json.put("reason", inspection.reason().orElse(null));
        ArrayNode regions = json.putArray("regions");
        inspection.regions().forEach(region -> put(region, regions.addObject()));
        if (!inspection.zones().isEmpty()) {
            json.set("zones", ZoneJson.of(inspection.zones()));
        }
        ObjectNode timings = json.putObject("timings_ms");
        timings.put("decoding", milliseconds(decoding));
        timings.put("preprocessing", milliseconds(inspection.timings().preprocessing()));
        timings.put("network", milliseconds(inspection.timings().network()));
        timings.put("postprocessing", milliseconds(inspection.timings().postprocessing()));
        pictures.forEach((name, file) -> json.put(name, file.toString()));
        json.put("recipe", inspection.recipe().toString());
        return json;
    }

    private static void put(Region region, ObjectNode json) {
        json.put("x", region.box().x());
        json.put("y", region.box().y());
        json.put("width", region.box().width());
        json.put("height", region.box().height());
        json.put("area", region.area());
        json.put("peak", region.peak());
        json.put("centroid_x", region.centroidX());
        json.put("centroid_y", region.centroidY());
        region.zone().ifPresent(zone -> json.put("zone", zone));
    }

    private static double milliseconds(Duration duration) {
        return Math.round(duration.toNanos() / 1e4) / 100.0;
    }
}

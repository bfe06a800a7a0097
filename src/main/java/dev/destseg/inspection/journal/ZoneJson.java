package dev.destseg.inspection.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.ZoneJudgement;
import dev.destseg.recipe.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What was said of the zones of a part as JSON, as it stands in the journal and is told; what is absent has no field. */
public final class ZoneJson {
    private ZoneJson() {}

    /** A new array. */
    public static ArrayNode of(List<ZoneJudgement> zones) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (ZoneJudgement zone : zones) {
            ObjectNode node = array.addObject()
                    .put("zone", zone.zone())
                    .put("verdict", zone.verdict().name());
            zone.reason().ifPresent(reason -> node.put("reason", reason));
            zone.score().ifPresent(score -> node.put("score", score));
            node.put("threshold", zone.threshold()).put("recipe", zone.recipe().toString());
        }
        return array;
    }

    static List<ZoneJudgement> read(@Nullable String json) {
        List<ZoneJudgement> zones = new ArrayList<>();
        if (json != null) {
            EntryJson.tree(json).forEach(node -> zones.add(zone(node)));
        }
        return zones;
    }

    private static ZoneJudgement zone(JsonNode node) {
        return new ZoneJudgement(
                node.path("zone").textValue(),
                Verdict.valueOf(node.path("verdict").textValue()),
                Optional.ofNullable(node.path("reason").textValue()),
                node.has("score") ? OptionalDouble.of(node.get("score").doubleValue()) : OptionalDouble.empty(),
                node.path("threshold").doubleValue(),
                Sha256.parse(node.path("recipe").textValue()));
    }
}

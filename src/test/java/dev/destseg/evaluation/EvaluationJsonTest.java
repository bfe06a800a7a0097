package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationJsonTest {
    private static final List<String> FIGURES =
            List.of("image_auroc", "pixel_auroc", "pixel_ap", "aupro", "iap", "iap90", "f1_max", "pixel_f1_max");

    @Test
    void oneCategoryHasTheAgreedKeys() throws IOException {
        ThresholdChoice choice = ThresholdChoice.fromGood(new double[] {0.1, 0.2}, 0.9, 0.95);
        Evaluation evaluation = Evaluations.of("tile", "a.png", choice);
        JsonNode json = new ObjectMapper().readTree(EvaluationJson.write(List.of(evaluation)));

        assertEquals(List.of("category", "score_map", "maps", "counts", "threshold"), names(json));
        assertEquals("segmentation", json.get("score_map").asText());
        assertEquals(List.of("segmentation", "dest"), names(json.get("maps")));
        JsonNode map = json.at("/maps/segmentation");
        assertEquals(List.of("overall", "kinds"), names(map));
        assertEquals(FIGURES, names(map.get("overall")));
        assertEquals(List.of("blowhole", "crack"), names(map.get("kinds")));
        assertEquals(FIGURES, names(map.at("/kinds/crack")));
        assertEquals(
                evaluation.scored().overall().pixelAp(),
                map.at("/overall/pixel_ap").asDouble());
        assertEquals(30, json.at("/counts/images").asInt());
        assertEquals(20, json.at("/counts/good").asInt());
        assertEquals(10, json.at("/counts/defect").asInt());
        assertEquals(9, json.at("/counts/defect_with_mask").asInt());
        assertEquals(3, json.at("/counts/skipped").asInt());
        assertEquals(choice.threshold(), json.at("/threshold/value").asDouble());
        assertEquals("good_scores", json.at("/threshold/method").asText());
        assertEquals(0.9, json.at("/threshold/false_reject_bound").asDouble());
    }

    @Test
    void undefinedFiguresAreNull() throws IOException {
        MapEvaluation nothing = new EvaluationAccumulator().evaluate();
        Evaluation evaluation = new Evaluation("tile", "dest", Map.of("dest", nothing), 0, null);
        JsonNode json = new ObjectMapper().readTree(EvaluationJson.write(List.of(evaluation)));
        for (String figure : FIGURES) {
            assertTrue(json.at("/maps/dest/overall").get(figure).isNull(), figure);
        }
        assertTrue(json.get("threshold").isNull());
    }

    @Test
    void severalCategoriesGiveTheirMeans() throws IOException {
        Evaluation tile = Evaluations.of("tile", "a.png", null);
        MapEvaluation nothing = new EvaluationAccumulator().evaluate();
        Metrics perfect = new Metrics(1, 1, 1, 1, 1, 1, 1, 1);
        MapEvaluation best = new MapEvaluation(perfect, nothing.kinds(), nothing.curves(), List.of(), 0);
        Evaluation board =
                new Evaluation("board", "segmentation", Map.of("segmentation", best, "dest", nothing), 2, null);
        JsonNode json = new ObjectMapper().readTree(EvaluationJson.write(List.of(tile, board)));

        double tileAp = tile.scored().overall().pixelAp();
        assertEquals(
                (1 + tileAp) / 2, json.at("/maps/segmentation/overall/pixel_ap").asDouble(), 1e-15);
        assertEquals(List.of("tile/blowhole", "tile/crack"), names(json.at("/maps/segmentation/kinds")));
        assertEquals(5, json.at("/counts/skipped").asInt());
        assertEquals(List.of("tile", "board"), names(json.get("categories")));
        assertEquals(
                tileAp,
                json.at("/categories/tile/maps/segmentation/overall/pixel_ap").asDouble());
        assertFalse(json.has("threshold"));
    }

    @Test
    void verdictsMustUseAMapThatIsThere() {
        assertThrows(IllegalArgumentException.class, () -> new Evaluation("tile", "dest", Map.of(), 0, null));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

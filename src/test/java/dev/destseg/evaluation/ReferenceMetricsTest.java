package dev.destseg.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Shared;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Mask;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceMetricsTest {
    @ParameterizedTest
    @CsvSource({"metrics_small, 0", "metrics_hard, 1"})
    void agreesWithThePublishedMetrics(String name, int index) throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(Files.readAllBytes(Shared.require("reference/metrics.json")))
                .get(index);
        assertEquals(name, expected.get("name").asText());

        Metrics metrics = evaluate(name, expected.get("shape")).overall();

        assertEquals(expected.get("pixel_auroc").asDouble(), metrics.pixelAuroc(), 1e-6);
        assertEquals(expected.get("pixel_ap").asDouble(), metrics.pixelAp(), 1e-6);
        assertEquals(expected.get("aupro_fpr30_exact").asDouble(), metrics.aupro(), 1e-5);
        assertEquals(expected.get("aupro_fpr30").asDouble(), metrics.aupro(), 2e-3);
        assertEquals(expected.get("iap").asDouble(), metrics.iap(), 1e-5);
        assertEquals(expected.get("iap90").asDouble(), metrics.iap90(), 1e-5);
        assertEquals(expected.get("image_auroc_top100").asDouble(), metrics.imageAuroc(), 1e-12);
    }

    private static MapEvaluation evaluate(String name, JsonNode shape) throws IOException {
        int height = shape.get(1).asInt();
        int width = shape.get(2).asInt();
        Path scoreFile = Shared.require("reference/" + name + "_scores.f32");
        var scores = ByteBuffer.wrap(Files.readAllBytes(scoreFile))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        byte[] masks = Files.readAllBytes(Shared.require("reference/" + name + "_masks.u8"));
        EvaluationAccumulator accumulator = new EvaluationAccumulator(map -> AnomalyScore.ofHighest(map, 100));
        for (int i = 0; i < shape.get(0).asInt(); i++) {
            float[] values = new float[height * width];
            scores.get(values);
            Mask mask = new Mask(width, height, Arrays.copyOfRange(masks, i * values.length, (i + 1) * values.length));
            boolean defect = mask.area() > 0;
            accumulator.add(name + i, new AnomalyMap(width, height, values), mask, defect, defect ? "defect" : "good");
        }
        return accumulator.evaluate();
    }
}

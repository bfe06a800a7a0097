package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.evaluation.Metrics;
import dev.destseg.network.Profile;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.Sha256;
import dev.destseg.training.Ablation;
import dev.destseg.training.ReproductionPlan;
import dev.destseg.training.ReproductionResult;
import dev.destseg.training.ReproductionRun;
import dev.destseg.training.ReproductionTable;
import dev.destseg.training.StoredTeacher;
import dev.destseg.training.TrainingSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReproductionOutputTest {
    private static final ReproductionTable TABLE = ReproductionTable.of(List.of(result(1, 0.90), result(2, 0.94)));
    private static final ReproductionPlan PLAN = new ReproductionPlan(
            Path.of("mvtec"),
            List.of(),
            List.of(1L, 2L),
            List.of(Ablation.FULL),
            TrainingSettings.of(Profile.PAPER),
            StoredTeacher.embedded(),
            Optional.of(Path.of("dtd")),
            Optional.empty(),
            Path.of("results"),
            false,
            1,
            "test");

    @Test
    void thePublishedFiguresStandAboveOurs() {
        List<String> lines = ReproductionText.of(TABLE, PLAN).lines().toList();
        assertTrue(lines.get(2).matches("published, 15 categories +98.6 \\+- 0.4 .* 94.4 \\+- 0.4"), lines.get(2));
        assertTrue(lines.get(5).matches("ours, den\\+ed\\+seg, 1 category +92.0 \\+- 2.8 .*"), lines.get(5));
        assertTrue(lines.get(6).matches("  bottle \\(2\\) +92.0 \\+- 2.8 .* -"), "PRO is undefined: " + lines.get(6));
    }

    @Test
    void saysWhatIsMissingAndWhatIsDifferent() {
        String text = ReproductionText.of(TABLE, PLAN);
        assertTrue(text.contains("missing here: cable, capsule,"), text);
        assertTrue(text.contains("do not cover: none"), text);
        assertTrue(text.contains("Other than in the published runs: runs 2 instead of 5"), text);
    }

    @Test
    void programsGetTheSameFigures() {
        JsonNode json = ReproductionJson.of(TABLE, PLAN);
        JsonNode ours = json.at("/rows/0/overall/image_auroc");
        assertEquals(92, ours.get("mean").doubleValue(), 1e-9);
        assertEquals(2, ours.get("runs").intValue());
        assertTrue(json.at("/rows/0/categories/bottle/aupro/mean").isNull());
        assertEquals(98.6, json.at("/published/image_auroc/mean").doubleValue());
        assertEquals(14, json.get("missing_categories").size());
        assertEquals(2, json.get("seeds").size());
    }

    private static ReproductionResult result(long seed, double imageAuc) {
        Metrics metrics = new Metrics(imageAuc, 0.5, 0.5, Double.NaN, 0.5, 0.5, 0.5, 0.5);
        return new ReproductionResult(
                new ReproductionRun("bottle", seed, Ablation.FULL),
                new TreeMap<>(),
                Sha256.of(new byte[0]),
                1,
                1,
                0,
                Map.of(ScoreMap.SEGMENTATION, metrics, ScoreMap.DEST, metrics));
    }
}

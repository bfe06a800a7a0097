package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Shared;
import dev.destseg.evaluation.Metrics;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTableTest {
    private static final double NONE = Double.NaN;

    @Test
    void theOverallSpreadIsOfTheMeansOfEachSeed() {
        ReproductionTable table = ReproductionTable.of(List.of(
                result("bottle", 1, Ablation.FULL, 0.90, 0.50),
                result("tile", 1, Ablation.FULL, 0.80, 0.50),
                result("bottle", 2, Ablation.FULL, 0.94, 0.50),
                result("tile", 2, Ablation.FULL, 0.80, 0.50)));
        ReproductionTable.Row row = table.rows().get(0);
        assertSpread(86, Math.sqrt(2), spread(row.overall(), PublishedMeasure.IMAGE_AUC));
        assertSpread(92, Math.sqrt(8), row.categories().get("bottle").get(PublishedMeasure.IMAGE_AUC));
        assertSpread(80, 0, row.categories().get("tile").get(PublishedMeasure.IMAGE_AUC));
        assertEquals(2, spread(row.overall(), PublishedMeasure.IMAGE_AUC).runs());
    }

    @Test
    void theDestMapIsTheRowWithoutTheSegmentationNetwork() {
        ReproductionTable table = ReproductionTable.of(List.of(
                result("bottle", 1, Ablation.FULL, 0.9, 0.6),
                result("bottle", 1, new Ablation(false, false), 0.8, 0.5)));
        assertEquals(
                List.of("den+ed+seg", "seg", "den+ed", "none (STPM)"),
                table.rows().stream().map(ReproductionTable.Row::label).toList());
        assertEquals(
                List.of(90.0, 80.0, 60.0, 50.0),
                table.rows().stream()
                        .map(row -> spread(row.overall(), PublishedMeasure.IMAGE_AUC)
                                .mean())
                        .toList());
    }

    @Test
    void namesTheCategoriesThatAreMissingAndThoseThatAreNotPublished() {
        ReproductionTable table = ReproductionTable.of(
                List.of(result("bottle", 1, Ablation.FULL, 0.9, 0.6), result("flange", 1, Ablation.FULL, 0.9, 0.6)));
        assertEquals(List.of("flange"), table.unpublished());
        assertEquals(14, table.missing().size());
        assertTrue(!table.missing().contains("bottle") && table.missing().contains("zipper"));
    }

    @Test
    void undefinedFiguresDoNotCount() {
        assertEquals(new Spread(3, NONE, 1), Spread.of(NONE, 3));
        assertEquals(new Spread(NONE, NONE, 0), Spread.of());
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) throws IOException {
        ReproductionResult written = result("bottle", 7, new Ablation(true, false), 0.1 + 0.2, NONE);
        Path file = folder.resolve("result.json");
        written.write(file);
        assertEquals(written, ReproductionResult.read(file));
        String text = Files.readString(file);
        for (String damaged : List.of("", "[]", text.replace("iap90", "iap91"), text.replace("sha256:", "md5:"))) {
            Files.writeString(file, damaged);
            InputException refusal = assertThrows(InputException.class, () -> ReproductionResult.read(file));
            assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        }
    }

    @Test
    void thePublishedFiguresAreThoseOnRecord() throws IOException {
        String published = Files.readString(Shared.require("reference/published.md"));
        for (PublishedMeasure measure : PublishedMeasure.values()) {
            Spread figure = measure.published();
            String expected = measure.title() + " " + figure.mean() + " +- " + figure.deviation();
            assertTrue(published.contains(expected), expected);
            String other = measure.bestOther() + " (" + measure.bestOtherMethod() + ")";
            assertTrue(published.contains(other), other);
        }
    }

    private static Spread spread(Map<PublishedMeasure, Spread> figures, PublishedMeasure measure) {
        return figures.get(measure);
    }

    private static void assertSpread(double mean, double deviation, Spread spread) {
        assertEquals(mean, spread.mean(), 1e-9);
        assertEquals(deviation, spread.deviation(), 1e-9);
    }

    private static ReproductionResult result(
            String category, long seed, Ablation ablation, double segmentation, double dest) {
        Map<ScoreMap, Metrics> maps =
                Map.of(ScoreMap.SEGMENTATION, imageAuc(segmentation), ScoreMap.DEST, imageAuc(dest));
        return new ReproductionResult(
                new ReproductionRun(category, seed, ablation),
                new TreeMap<>(Map.of("batch", "2")),
                Sha256.of(new byte[] {1}),
                2,
                3,
                1,
                maps);
    }

    private static Metrics imageAuc(double figure) {
        return new Metrics(figure, 0.5, 0.5, NONE, 0.5, 0.5, 0.5, 0.5);
    }
}

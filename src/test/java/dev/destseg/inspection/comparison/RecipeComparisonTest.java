package dev.destseg.inspection.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Pictures;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.StoredRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With recipes that take brightness for anomaly: dark parts are good, bright ones defective, one of each is in between. */
class RecipeComparisonTest {
    private static final String GROUP = "held-out";

    @TempDir
    private Path folder;

    @BeforeEach
    void drawParts() throws IOException {
        part("good", 10);
        part("good", 100);
        part("defective", 150);
        part("defective", 250);
    }

    private void part(String label, int grey) throws IOException {
        Path file = folder.resolve("cases").resolve(label).resolve(grey + ".png");
        Files.createDirectories(file.getParent());
        Files.write(file, Pictures.png(grey, 16));
    }

    private StoredRecipe recipe(String name, double threshold) {
        return TinyRecipe.withThreshold(threshold).writeWithGolden(folder.resolve(name), 0, 0);
    }

    private Comparison compare(Optional<StoredRecipe> active, StoredRecipe candidate) {
        return new RecipeComparison(new OnnxRuntime(), 1)
                .compare(active, candidate, Map.of(GROUP, LabelledCase.in(folder.resolve("cases"))));
    }

    private Comparison compare(double active, double candidate) {
        return compare(Optional.of(recipe("active", active)), recipe("candidate", candidate));
    }

    @Test
    void oneThatLetsFewerDefectsPassIsBetter() {
        Comparison comparison = compare(0.8, 0.5);

        assertTrue(comparison.outcome().better(), comparison::toString);
        assertEquals(1, comparison.activeFigures().get(GROUP).escapes());
        assertEquals(0, comparison.candidateFigures().get(GROUP).escapes());
        assertEquals(1, comparison.candidateFigures().get(GROUP).auroc());
    }

    @Test
    void oneThatRejectsFewerGoodPartsIsBetter() throws IOException {
        // Where all good parts are nearly as bright as allowed, most synthetic defects are found by either recipe or by
        // none.
        Files.delete(folder.resolve("cases/good/10.png"));
        StoredRecipe active = TinyRecipe.withThreshold(0.39).writeWithGolden(folder.resolve("active"), 98, 0.3843);
        Comparison comparison = compare(Optional.of(active), recipe("candidate", 0.4));

        assertTrue(comparison.outcome().better(), comparison::toString);
    }

    @Test
    void oneThatTradesEscapesForFalseRejectsIsNot() {
        Comparison.Outcome outcome = compare(0.8, 0.2).outcome();

        assertFalse(outcome.better());
        assertTrue(outcome.reason().contains("rejects 1 of 2 good parts"), outcome::reason);
    }

    @Test
    void oneThatLetsMoreDefectsPassIsNotAndTheReasonSaysSo() {
        Comparison.Outcome outcome = compare(0.5, 0.8).outcome();

        assertFalse(outcome.better());
        assertTrue(outcome.reason().contains("lets 1 of 2 defective parts pass"), outcome::reason);
    }

    @Test
    void oneThatIsTheSameIsNot() {
        assertFalse(compare(0.5, 0.5).outcome().better());
    }

    @Test
    void oneThatRejectsTheGoldenImagesOfTheActiveRecipeIsNot() {
        StoredRecipe active = TinyRecipe.withThreshold(0.8).writeWithGolden(folder.resolve("golden"), 145, 0.5686);
        Comparison comparison = compare(Optional.of(active), recipe("candidate", 0.5));

        assertFalse(comparison.outcome().better());
        assertTrue(comparison.outcome().reason().contains("golden set"), comparison.outcome()::reason);
    }

    @Test
    void theFirstRecipeOfAProductIsTriedOnSyntheticDefects() {
        // Brightness tells nothing of defects that are as often dark as bright.
        Comparison comparison = compare(Optional.empty(), recipe("first", 0.5));

        CaseFigures figures = comparison.candidateFigures().get(SyntheticCases.GROUP);
        assertEquals(2, figures.good());
        assertEquals(60, figures.defective());
        assertTrue(figures.auroc() < 0.8, comparison::toString);
        assertFalse(comparison.outcome().better());
        assertTrue(comparison.outcome().reason().contains("AUROC"), comparison.outcome()::reason);
    }

    @Test
    void oneThatCallsNothingADefectIsNotBetterBecauseItRejectsNoGoodPart() throws IOException {
        for (int grey : new int[] {150, 250}) {
            Files.delete(folder.resolve("cases/defective").resolve(grey + ".png"));
        }

        Comparison.Outcome outcome = compare(0.3, 1).outcome();

        assertFalse(outcome.better());
        assertTrue(outcome.reason().contains("synthetic defects: lets"), outcome::reason);
    }

    @Test
    void theFirstRecipeIsNotWantedWhenThisBoxJudgesItsGoldenSetOtherwise() {
        StoredRecipe wrong = TinyRecipe.withThreshold(0.5).writeWithGolden(folder.resolve("wrong"), 51, 0.9);
        Comparison.Outcome outcome = compare(Optional.empty(), wrong).outcome();
        assertFalse(outcome.better());
        assertTrue(outcome.reason().contains("golden/grey-51.png"), outcome::reason);
    }

    @Test
    void theFiguresOfBothAreInTheJson() {
        JsonNode json = ComparisonJson.of(compare(0.8, 0.5));

        assertTrue(json.get("better").asBoolean());
        assertEquals(1, json.at("/groups/held-out/active/escapes").asInt());
        assertEquals(2, json.at("/groups/held-out/candidate/defective").asInt());
        assertEquals(List.of("golden set", "held-out", "synthetic defects"), names(json.get("groups")));
    }

    private static List<String> names(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }
}

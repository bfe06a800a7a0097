package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.PlainDescription;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a network that shows brightness, see {@link TinyRecipe}; one pixel of the golden image is at 51 of 255. */
class ParityGateTest {
    private static final int PIXEL = 20;
    private static final float BRIGHTNESS = 51 / 255f;

    @TempDir
    private Path folder;

    @Test
    void agreesWhenScoreMapAndVerdictAreAsExpected() {
        ParityReport report = check(0.5, BRIGHTNESS, golden(BRIGHTNESS, 64), TinyRecipe.SIZE);
        assertTrue(report.agrees(), report.sentence());
        assertEquals(1, report.images());
    }

    @Test
    void toleratesWhatAnotherProcessorRounds() {
        ParityReport report = check(0.5, BRIGHTNESS + 1e-5, golden(BRIGHTNESS + 1e-5f, 64), TinyRecipe.SIZE);
        assertTrue(report.agrees(), report.sentence());
    }

    @Test
    void saysWhichScoreIsOff() {
        ParityReport report = check(0.5, 0.3, golden(BRIGHTNESS, 64), TinyRecipe.SIZE);
        assertEquals(List.of("golden/0.png: the score is 0.20000 instead of 0.30000"), report.disagreements());
    }

    @Test
    void saysWhereTheMapIsOff() {
        ParityReport report = check(0.5, BRIGHTNESS, golden(0.5f, 64), TinyRecipe.SIZE);
        assertEquals(
                List.of("golden/0.png: the map at its worst pixel, number 20, is 0.20000 instead of 0.50000"),
                report.disagreements());
    }

    @Test
    void neverTakesAMapWithoutNumbersForAgreement() {
        ParityReport report = check(0.5, BRIGHTNESS, golden(Float.NaN, 64), TinyRecipe.SIZE);
        assertTrue(report.sentence().contains("NaN"), report.sentence());
    }

    @Test
    void saysThatTheVerdictIsAnotherEvenWhenTheScoreIsClose() {
        ParityReport report = check(0.2005, 0.2008, golden(BRIGHTNESS, 64), TinyRecipe.SIZE);
        assertEquals(List.of("golden/0.png: the verdict is OK instead of DEFECT"), report.disagreements());
    }

    @Test
    void refusesAGoldenSetOfOtherSizes() {
        refuses("63 values", stored(0.5, BRIGHTNESS, golden(BRIGHTNESS, 63), TinyRecipe.SIZE));
        refuses("9 x 9 pixels", stored(0.5, BRIGHTNESS, golden(BRIGHTNESS, 64), TinyRecipe.SIZE + 1));
    }

    @Test
    void refusesARecipeThatCannotBeChecked() {
        TinyRecipe tiny = TinyRecipe.withThreshold(0.5);
        refuses("no golden set", tiny.writeTo(folder.resolve("without"), tiny.model(DeStSeg.ANOMALY_MAP)));
    }

    private static void refuses(String reason, StoredRecipe stored) {
        InputException refusal = assertThrows(InputException.class, () -> GoldenSet.of(stored));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    private ParityReport check(double threshold, double score, byte[] map, int size) {
        StoredRecipe stored = stored(threshold, score, map, size);
        try (Inspector inspector = Inspector.open(stored, new OnnxRuntime(), 1)) {
            return inspector.parity(stored);
        }
    }

    private StoredRecipe stored(double threshold, double score, byte[] map, int size) {
        TinyRecipe tiny = TinyRecipe.withThreshold(threshold);
        RecipeDescription plain = tiny.writeTo(folder.resolve("plain" + System.nanoTime()))
                .recipe()
                .description();
        RecipeDescription description = PlainDescription.of(
                plain.name(),
                plain.version(),
                plain.profile(),
                plain.inputSize(),
                plain.regionOfInterest(),
                plain.threshold(),
                plain.score(),
                List.of(new GoldenImage("golden/0.png", "golden/0.f32", score)),
                plain.provenance());
        Map<String, Content> contents = Map.of(
                Recipe.MODEL,
                Content.of(tiny.model(DeStSeg.ANOMALY_MAP)),
                "golden/0.png",
                Content.of(ImageWriter.png(image(size))),
                "golden/0.f32",
                Content.of(map));
        return RecipeWriter.write(description, contents, folder.resolve("golden" + System.nanoTime()), Existing.REFUSE);
    }

    private static Image image(int size) {
        byte[] rgb = new byte[3 * size * size];
        Arrays.fill(rgb, 3 * PIXEL, 3 * PIXEL + 3, (byte) 51);
        return new Image(size, size, rgb);
    }

    private static byte[] golden(float brightness, int values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(4 * PIXEL, brightness);
        return bytes.array();
    }
}

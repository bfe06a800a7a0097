package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that judge, with a recipe that takes brightness for anomaly: defects are white on black. */
class JudgingCommandsTest {
    private static final int SIZE = 16;

    @TempDir
    private Path folder;

    private String recipe = "";

    @BeforeEach
    void writeARecipe() {
        recipe = TinyRecipe.withThreshold(0.5)
                .writeTo(folder.resolve("tiny.recipe"))
                .directory()
                .toString();
    }

    @Test
    void inspectSaysOkAndEndsWithZero() {
        Ran result = Ran.destseg("inspect", recipe, good("a.png"));
        assertEquals(ExitCode.DONE, result.exitCode(), result::notes);
        assertTrue(result.output().startsWith("OK"), result::output);
    }

    @Test
    void inspectJudgesOnTheProcessorAndSaysWhyWhereTheGpuAskedForCannotBeUsed() {
        Optional<String> obstacle = OnnxRuntime.cudaObstacle();
        Ran result = Ran.destseg("inspect", recipe, good("a.png"), "--device", "cuda");
        assertEquals(ExitCode.DONE, result.exitCode(), result::notes);
        assertEquals(obstacle.isPresent(), result.notes().contains("Until then the processor judges"), result::notes);
    }

    @Test
    void inspectPrintsAnObjectForEachImageAndEndsWithOneForADefect() throws Exception {
        Ran result = Ran.destseg("inspect", recipe, good("a.png"), defective("b.png"), "--json");
        assertEquals(ExitCode.NEGATIVE, result.exitCode(), result::notes);
        assertEquals(2, result.lines().size(), result::output);
        JsonNode defect = json(result.lines().get(1));
        assertEquals("DEFECT", defect.get("verdict").asText());
        assertEquals(folder.resolve("b.png").toString(), defect.get("image").asText());
        assertEquals(1, defect.get("regions").size());
        assertEquals(4, defect.get("regions").get(0).get("x").asInt());
        assertEquals(8, defect.get("regions").get(0).get("width").asInt());
        assertTrue(defect.get("recipe").asText().startsWith("sha256:"), defect::toString);
    }

    @Test
    void inspectCannotJudgeABrokenImageAndGoesOn() throws Exception {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        Files.write(photos.resolve("broken.jpg"), new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0});
        good("photos/fine.png");
        Ran result = Ran.destseg("inspect", recipe, photos.toString());
        assertEquals(ExitCode.NEGATIVE, result.exitCode(), result::notes);
        assertEquals(2, result.lines().size(), result::output);
        assertTrue(result.output().contains("CANNOT_JUDGE"), result::output);
        assertTrue(result.notes().contains("1 OK, 0 DEFECT, 1 CANNOT_JUDGE"), result::notes);
    }

    @Test
    void inspectWritesOverlayAndMapOfTheImagesSizeUnderItsName() throws Exception {
        defective("photos/line/b.png");
        Path out = folder.resolve("out");
        Ran result = Ran.destseg("inspect", recipe, folder.resolve("photos").toString(), "--out", out.toString());
        assertEquals(ExitCode.NEGATIVE, result.exitCode(), result::notes);
        Image map = new ImageReader().read(out.resolve("line/b.png.map.png"));
        assertEquals(SIZE, map.width());
        assertEquals(255, map.rgb()[3 * (8 * SIZE + 8)] & 0xFF);
        assertEquals(
                SIZE,
                new ImageReader().read(out.resolve("line/b.png.overlay.png")).height());
    }

    @Test
    void inspectRefusesToWriteAmongTheImagesItReads() {
        good("photos/a.png");
        String photos = folder.resolve("photos").toString();
        Ran result = Ran.destseg("inspect", recipe, photos, "--out", photos + "/out");
        assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        assertTrue(result.notes().contains("lies in"), result::notes);
    }

    @Test
    void inspectRefusesAFolderWithoutImagesAndARecipeThatIsNone() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertEquals(
                ExitCode.BAD_INPUT,
                Ran.destseg("inspect", recipe, empty.toString()).exitCode());
        assertEquals(
                ExitCode.BAD_INPUT,
                Ran.destseg("inspect", empty.toString(), good("a.png")).exitCode());
        assertEquals(
                ExitCode.BAD_INPUT,
                Ran.destseg("inspect", recipe, folder.resolve("absent.png").toString())
                        .exitCode());
    }

    @Test
    void evaluateGivesTheFiguresAReportAndARecipeWithTheChosenThreshold() throws Exception {
        String data = dataset("widget");
        Path report = folder.resolve("report");
        Path chosen = folder.resolve("chosen.recipe");
        Ran result = Ran.destseg(
                "evaluate",
                recipe,
                data,
                "--json",
                "--report",
                report.toString(),
                "--threshold",
                "f1",
                "--out",
                chosen.toString());
        assertEquals(ExitCode.DONE, result.exitCode(), result::notes);
        JsonNode figures = json(result.output());
        assertEquals("segmentation", figures.get("score_map").asText());
        JsonNode maps = figures.get("maps");
        assertEquals(1, maps.at("/segmentation/overall/image_auroc").asDouble());
        assertEquals(1, maps.at("/segmentation/kinds/scratch/image_auroc").asDouble());
        assertEquals(0, maps.at("/dest/overall/pixel_auroc").asDouble(), 0.1);
        assertEquals(1, figures.at("/counts/skipped").asInt());
        assertEquals(2, figures.at("/counts/defect").asInt());
        assertTrue(Files.isRegularFile(report.resolve("index.html")));

        StoredRecipe written = RecipeReader.read(chosen);
        assertEquals("f1-optimum", written.recipe().description().threshold().method());
        assertEquals(
                figures.at("/threshold/value").asDouble(),
                written.recipe().description().threshold().value());
    }

    @Test
    void evaluateTakesAFolderOfDataSets() throws Exception {
        dataset("all/nut");
        dataset("all/bolt");
        Ran result = Ran.destseg("evaluate", recipe, folder.resolve("all").toString(), "--json");
        assertEquals(ExitCode.DONE, result.exitCode(), result::notes);
        JsonNode figures = json(result.output());
        assertTrue(figures.at("/categories/bolt/maps/segmentation").isObject(), figures::toString);
        assertEquals(1, figures.at("/maps/segmentation/overall/image_auroc").asDouble());
    }

    @Test
    void evaluateDoesNotWriteAThresholdThatWasNotChosen() throws Exception {
        Path out = folder.resolve("same.recipe");
        Ran result = Ran.destseg("evaluate", recipe, dataset("widget"), "--out", out.toString());
        assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        assertFalse(Files.exists(out));
    }

    @Test
    void benchmarkTellsTheTimesOfEveryStageAndThePeakOfMemory() throws Exception {
        Ran result = Ran.destseg(
                "benchmark", recipe, good("a.png"), "--seconds", "1", "--batch", "3", "--threads", "1", "--json");
        assertEquals(ExitCode.DONE, result.exitCode(), result::notes);
        JsonNode measured = json(result.output());
        for (String stage : new String[] {"decoding", "preprocessing", "network", "postprocessing", "total"}) {
            assertTrue(measured.at("/latency_ms/" + stage + "/p50").asDouble() > 0, stage);
        }
        assertEquals(0, measured.get("images").asLong() % 3);
        assertTrue(measured.get("heap_bytes_per_image").asLong() > 0, measured::toString);
        assertTrue(measured.get("peak_resident_bytes").asLong() > 10_000_000, measured::toString);
    }

    /** A data set in MVTec layout: two good and two defective images to test, and a broken one. */
    private String dataset(String name) throws IOException {
        good(name + "/train/good/0.png");
        good(name + "/test/good/0.png");
        good(name + "/test/good/1.png");
        Path broken = folder.resolve(name + "/test/good/2.png");
        Files.write(broken, new byte[10]);
        byte[] mask = new byte[SIZE * SIZE];
        for (int y = 4; y < 12; y++) {
            Arrays.fill(mask, y * SIZE + 4, y * SIZE + 12, (byte) 1);
        }
        for (String number : new String[] {"0", "1"}) {
            defective(name + "/test/scratch/" + number + ".png");
            ImageWriter.write(
                    folder.resolve(name + "/ground_truth/scratch/" + number + "_mask.png"),
                    ImageWriter.png(new Mask(SIZE, SIZE, mask)));
        }
        return folder.resolve(name).toString();
    }

    private String good(String name) {
        return write(name, new byte[3 * SIZE * SIZE]);
    }

    /** Columns and rows 4 to 11 are white. */
    private String defective(String name) {
        byte[] rgb = new byte[3 * SIZE * SIZE];
        for (int y = 4; y < 12; y++) {
            Arrays.fill(rgb, 3 * (y * SIZE + 4), 3 * (y * SIZE + 12), (byte) 255);
        }
        return write(name, rgb);
    }

    private String write(String name, byte[] rgb) {
        Path file = folder.resolve(name);
        ImageWriter.write(file, ImageWriter.png(new Image(SIZE, SIZE, rgb)));
        return file.toString();
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}

package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.ReferenceValues;
import dev.destseg.Shared;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.image.ImageWriter;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Parameters;
import dev.destseg.network.PublishedMaps;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointImportTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final CheckpointImport IMPORT =
            new CheckpointImport(new OnnxRuntime(), 1, "test", Clock.fixed(NOW, ZoneOffset.UTC), problem -> {});
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    @TempDir
    Path folder;

    @Test
    void theRecipeJudgesAsThePublishedModelDoes() throws IOException {
        Parameters published =
                ReferenceValues.parameters(ReferenceValues.json(Shared.require("reference/network.json")));
        Path file = write("published.safetensors", published);
        Path good = good();
        IMPORT.write(file, good, "flange", folder.resolve("flange.recipe"));

        StoredRecipe recipe = RecipeReader.read(folder.resolve("flange.recipe"));
        assertSameMaps(recipe, published, DemoProduct.FLANGE.good(5, 5));
        RecipeDescription description = recipe.recipe().description();
        assertEquals("paper", description.profile());
        assertEquals(100, description.score().highest());
        assertEquals("good-images", description.threshold().method());
        assertEquals(2, description.threshold().images());
        assertEquals(
                List.of("golden/good-0.png", "golden/good-1.png", "golden/corrupted.png"),
                description.golden().stream().map(GoldenImage::image).toList());
        Provenance provenance = description.provenance();
        assertEquals(Sha256.of(file).toString(), provenance.settings().get("source_digest"));
        assertEquals("published.safetensors", provenance.settings().get("source"));
        assertEquals(NOW, provenance.created());
        assertTrue(provenance.teacher().isPresent());

        InputException refusal = assertThrows(
                InputException.class, () -> IMPORT.write(file, good, "flange", folder.resolve("flange.recipe")));
        assertTrue(refusal.getMessage().contains("flange.recipe"), refusal.getMessage());
    }

    private static void assertSameMaps(StoredRecipe recipe, Parameters published, Image image) {
        Map<String, Tensor> expected;
        try (Engine direct = new OnnxRuntime().load(PublishedMaps.onnx(published), 1)) {
            expected = direct.run(Map.of(PublishedMaps.INPUT, normalized(image)));
        }
        try (Engine engine = new OnnxRuntime().load(recipe.bytes(Recipe.MODEL), 1)) {
            Map<String, Tensor> maps = engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(image)));
            assertArrayEquals(floats(expected, PublishedMaps.SEGMENTATION), floats(maps, DeStSeg.ANOMALY_MAP), 1e-4f);
            assertArrayEquals(floats(expected, PublishedMaps.DEST), floats(maps, DeStSeg.DEST_MAP), 1e-4f);
        }
    }

    private static float[] floats(Map<String, Tensor> maps, String name) {
        return ((FloatTensor) maps.get(name)).data();
    }

    private static FloatTensor normalized(Image image) {
        int pixels = image.width() * image.height();
        float[] data = new float[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < 3; c++) {
                data[c * pixels + i] = ((image.rgb()[3 * i + c] & 0xFF) / 255f - MEAN[c]) / DEVIATION[c];
            }
        }
        return FloatTensor.of(data, 1, 3, image.height(), image.width());
    }

    @Test
    void refusesWhatIsNoCheckpointOfThePublishedModelAndNamesTheReason() throws IOException {
        Parameters published =
                ReferenceValues.parameters(ReferenceValues.json(Shared.require("reference/network.json")));
        assertRefused("holds fc.weight", published.with(Map.of("fc.weight", FloatTensor.scalar(1))));
        assertRefused("teacher", without(published, "teacher_net.encoder.conv1.weight"));
        assertRefused("student_net.encoder.conv1.weight", without(published, "student_net.encoder.conv1.weight"));
        assertRefused("segmentation_net.", without(published, "segmentation_net.head.4.bias"));
        String widened = "segmentation_net.head.4.weight";
        FloatTensor larger = new FloatTensor(Shape.of(2, 256, 1, 1), new float[512]);
        assertRefused(widened, published.with(Map.of(widened, larger)));
    }

    private static Parameters without(Parameters parameters, String name) {
        Map<String, FloatTensor> fewer = new TreeMap<>(parameters.tensors());
        assertTrue(fewer.remove(name) != null, name);
        return new Parameters(fewer);
    }

    private void assertRefused(String reason, Parameters parameters) throws IOException {
        Path file = write("foreign.safetensors", parameters);
        Path out = folder.resolve("refused.recipe");
        InputException refusal =
                assertThrows(InputException.class, () -> IMPORT.write(file, folder.resolve("absent"), "x", out));
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertFalse(Files.exists(out));
    }

    private Path write(String name, Parameters parameters) {
        Path file = folder.resolve(name);
        new Checkpoint(new TreeMap<>(), parameters.tensors()).write(file);
        return file;
    }

    private Path good() throws IOException {
        Path good = Files.createDirectories(folder.resolve("good"));
        for (int i = 0; i < 2; i++) {
            ImageWriter.write(good.resolve(i + ".png"), ImageWriter.png(DemoProduct.FLANGE.good(1, i)));
        }
        return good;
    }
}

package dev.destseg.inspection.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.ExactBytes;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.GoodSplit;
import dev.destseg.dataset.Sample;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.Precision;
import dev.destseg.inspection.quantization.RecipeQuantization.Quantized;
import dev.destseg.quantization.RangeMethod;
import dev.destseg.recipe.Int8Model;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeQuantizationTest {
    private static final QuantizationListener SILENT = new QuantizationListener() {
        @Override
        public void advanced(String work, int done, int total) {}

        @Override
        public void said(String message) {}
    };

    @TempDir
    private Path folder;

    private Dataset dataset;

    @BeforeEach
    void writeImages() throws IOException {
        dataset = new DatasetReader(problem -> {}).read(DarkSpots.writeDataset(folder.resolve("data")));
    }

    @Test
    void theRecipeCarriesAModelThatJudgesTheSame() {
        ExactBytes.require();
        StoredRecipe recipe = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        RecipeQuantization quantization = quantization(recipe, dataset);
        Quantized quantized = quantization.run();
        assertTrue(quantized.report().usable(), quantized.report().refusals()::toString);
        assertEquals(List.of(), quantized.report().inFloat());
        assertFalse(quantized.report().synthetic());

        quantization.write(quantized, Instant.EPOCH, folder.resolve("int8.recipe"), Existing.REFUSE);
        StoredRecipe written = RecipeReader.read(folder.resolve("int8.recipe"));

        assertEquals(
                Optional.of(recipe.recipe().digest()),
                written.recipe().description().provenance().parent());
        assertEquals(
                1.0,
                written.recipe().description().int8().orElseThrow().metrics().get("image_auroc_int8"));
        for (int seed = 40; seed < 44; seed++) {
            Inspection inFloat = inspect(written, Precision.FLOAT32, seed);
            Inspection inBytes = inspect(written, Precision.INT8, seed);
            assertEquals(inFloat.verdict(), inBytes.verdict());
            double difference = inFloat.score().orElseThrow() - inBytes.score().orElseThrow();
            assertTrue(difference != 0 && Math.abs(difference) < 0.15, "bytes differ by " + difference);
        }
    }

    @Test
    void withoutTestImagesSyntheticDefectsDecide() {
        StoredRecipe recipe = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        Quantized quantized = quantization(recipe, new Dataset("spots", dataset.train(), List.of()))
                .run();
        assertTrue(quantized.report().synthetic());
        assertTrue(quantized.report().deviation().images() > 4);
    }

    /** As an evaluation does: one file that is damaged must not end the work. */
    @Test
    void leavesOutTestImagesAndMasksThatCannotBeUsed() throws IOException {
        StoredRecipe recipe = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        List<Sample> defective =
                dataset.test().stream().filter(Sample::isDefective).toList();
        Files.writeString(defective.get(0).image(), "no image");
        Files.writeString(Objects.requireNonNull(defective.get(1).mask()), "no mask");
        QuantizationReport report = quantization(recipe, dataset).run().report();
        assertTrue(report.usable(), report.refusals()::toString);
        assertEquals(1, report.skipped());
        assertEquals(dataset.test().size() - 1, report.deviation().images());
        assertTrue(report.deviation().float32().pixelAp() > 0.9, "masks that can be used count");
    }

    @Test
    void leavesOutGoodImagesThatCannotBeCalibratedOn() throws IOException {
        StoredRecipe recipe = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        Sample first = GoodSplit.of(dataset.train(), 0.15, 1).training().get(0);
        Files.writeString(first.image(), "no image");
        QuantizationReport report = quantization(recipe, new Dataset("spots", dataset.train(), List.of()))
                .run()
                .report();
        assertEquals(1, report.skipped());
    }

    @Test
    void layersThatBytesSpoilStayInFloat() {
        StoredRecipe recipe = new DarkSpots(1e5f).writeTo(folder.resolve("loud.recipe"));
        Quantized quantized = quantization(recipe, dataset).run();
        assertTrue(quantized.report().usable(), quantized.report().refusals()::toString);
        assertTrue(
                quantized.report().inFloat().containsAll(List.of("layer1", "layer2")),
                quantized.report().inFloat()::toString);
    }

    @Test
    void aModelThatMayNotJudgeIsNotWritten() {
        StoredRecipe recipe = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        RecipeQuantization quantization = quantization(recipe, dataset);
        Quantized fine = quantization.run();
        QuantizationReport report = fine.report();
        QuantizationReport refused = new QuantizationReport(
                report.method(),
                report.corrected(),
                report.images(),
                report.skipped(),
                report.layers(),
                report.inFloat(),
                report.deviation(),
                report.synthetic(),
                report.golden(),
                report.sizes(),
                report.milliseconds(),
                List.of("image AUROC drops"));
        assertThrows(
                IllegalArgumentException.class,
                () -> quantization.write(
                        new Quantized(refused, fine.model()),
                        Instant.EPOCH,
                        folder.resolve("none.recipe"),
                        Existing.REFUSE));
        assertFalse(Files.exists(folder.resolve("none.recipe")));
    }

    @Test
    void aModelThatJudgesTheGoldenSetOtherwiseIsNotUsed() {
        StoredRecipe recipe = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        byte[] wrong = new DarkSpots(1).dulled();
        Int8Model claimed = new Int8Model("min-max", 1, List.of(), 1e-3, 1e-2, new TreeMap<>());
        StoredRecipe broken = RecipeWriter.writeWithInt8(
                recipe, claimed, wrong, Instant.EPOCH, folder.resolve("broken.recipe"), Existing.REFUSE);

        InputException refusal =
                assertThrows(InputException.class, () -> Inspector.open(broken, new OnnxRuntime(), 1, Precision.INT8));
        assertTrue(refusal.getMessage().contains("golden/spot.png"), refusal.getMessage());
        try (Inspector inspector = Inspector.open(broken, new OnnxRuntime(), 1, Precision.AUTO)) {
            assertEquals(Precision.FLOAT32, inspector.precision());
            assertTrue(inspector.note().orElseThrow().contains("INT8"));
        }
    }

    @Test
    void anotherThresholdKeepsTheModelOnlyWhereItsVerdictsWereLookedAt() {
        StoredRecipe plain = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        SortedMap<String, Double> known =
                new TreeMap<>(Map.of(Int8Model.LEAST_THRESHOLD, 0.4, Int8Model.GREATEST_THRESHOLD, 0.6));
        Recipe looked = withInt8(plain, known, "looked.recipe");
        for (double threshold : new double[] {0.4, 0.5, 0.6}) {
            Recipe kept = looked.withThreshold(byHand(threshold), Instant.EPOCH);
            assertTrue(kept.description().int8().isPresent() && kept.files().containsKey(Recipe.INT8_MODEL));
        }
        Recipe older = withInt8(plain, new TreeMap<>(), "older.recipe");
        assertTrue(older.withThreshold(byHand(0.5), Instant.EPOCH)
                .description()
                .int8()
                .isPresent());
        for (Recipe without : List.of(
                looked.withThreshold(byHand(0.39), Instant.EPOCH),
                looked.withThreshold(byHand(0.61), Instant.EPOCH),
                older.withThreshold(byHand(0.51), Instant.EPOCH))) {
            assertTrue(without.description().int8().isEmpty());
            assertEquals(plain.recipe().files(), without.files());
        }
    }

    private Recipe withInt8(StoredRecipe plain, SortedMap<String, Double> metrics, String name) {
        Int8Model claimed = new Int8Model("min-max", 1, List.of(), 1e-3, 1e-2, metrics);
        return RecipeWriter.writeWithInt8(
                        plain, claimed, new DarkSpots(1).dulled(), Instant.EPOCH, folder.resolve(name), Existing.REFUSE)
                .recipe();
    }

    private static Threshold byHand(double value) {
        return new Threshold(value, "by_hand", "to try", 1, OptionalDouble.empty(), OptionalDouble.empty());
    }

    @Test
    void aRecipeWithoutSuchAModelSaysHowToGetOne() {
        StoredRecipe recipe = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        InputException refusal =
                assertThrows(InputException.class, () -> Inspector.open(recipe, new OnnxRuntime(), 1, Precision.INT8));
        assertTrue(refusal.getMessage().contains("destseg quantize"), refusal.getMessage());
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1, Precision.AUTO)) {
            assertEquals(Precision.FLOAT32, inspector.precision());
            assertTrue(inspector.note().isEmpty());
        }
    }

    @Test
    void refusesADataSetWithoutGoodImages() {
        StoredRecipe recipe = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        InputException refusal = assertThrows(
                InputException.class, () -> quantization(recipe, new Dataset("none", List.of(), dataset.test())));
        assertTrue(refusal.getMessage().contains("train/good"), refusal.getMessage());
    }

    @Test
    void aRecipeIsRefusedThatDescribesAModelItDoesNotHave() {
        StoredRecipe recipe = new DarkSpots(1).writeTo(folder.resolve("spots.recipe"));
        Quantized quantized = quantization(recipe, dataset).run();
        StoredRecipe written = RecipeWriter.writeWithInt8(
                recipe,
                quantized.report().described(),
                quantized.model(),
                Instant.EPOCH,
                folder.resolve("int8.recipe"),
                Existing.REFUSE);
        var files = new TreeMap<>(written.recipe().files());
        files.remove(Recipe.INT8_MODEL);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Recipe(written.recipe().description(), files));
    }

    private static Inspection inspect(StoredRecipe recipe, Precision precision, int seed) {
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1, precision)) {
            assertEquals(precision, inspector.precision());
            return inspector.inspect(DarkSpots.image(seed, seed % 2 == 0));
        }
    }

    private static RecipeQuantization quantization(StoredRecipe recipe, Dataset dataset) {
        QuantizationRequest request =
                new QuantizationRequest(recipe, dataset, List.of(RangeMethod.MIN_MAX, RangeMethod.ENTROPY), 8, 1);
        return new RecipeQuantization(request, new OnnxRuntime(), SILENT);
    }
}

package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.Sight;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Resize;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.Verdict;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.PlainDescription;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.training.StoredTeacher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory that takes in further images. */
class MemoryGrowthTest {
    private static final int SIZE = 64;
    private static final InstantSettings SMALL =
            new InstantSettings(SIZE, Sight.ALL, Light.STEADY, 40, 4000, 20, 12, 0.25, 3);
    private static final UnaryOperator<Image> AS_IT_IS = image -> image;

    @TempDir
    static Path folder;

    private static @Nullable StoredRecipe remembered;

    @BeforeAll
    static void rememberTwelve() throws IOException {
        draw("twelve", 0, 12, AS_IT_IS);
        remembered = remember("twelve.recipe", folder.resolve("twelve"));
    }

    private static StoredRecipe first() {
        return Objects.requireNonNull(remembered);
    }

    private static Path draw(String name, int from, int to, UnaryOperator<Image> change) throws IOException {
        Path images = Files.createDirectories(folder.resolve(name));
        for (int i = from; i < to; i++) {
            ImageWriter.write(images.resolve((100 + i) + ".png"), ImageWriter.png(change.apply(part(i))));
        }
        return images;
    }

    private static Image part(int index) {
        return new Resize(SIZE, SIZE).apply(DemoProduct.FLANGE.good(1, index));
    }

    private static StoredRecipe remember(String name, Path dataset) {
        return remember(name, dataset, Optional.empty());
    }

    private static StoredRecipe remember(String name, Path dataset, Optional<StoredRecipe> from) {
        InstantRequest request = new InstantRequest(
                "flange",
                dataset,
                Optional.empty(),
                from,
                folder.resolve(name),
                SMALL,
                StoredTeacher.embedded(),
                1,
                Optional.empty(),
                false,
                "test");
        return new InstantTraining(request, new OnnxRuntime(), new Heard(), Clock.systemUTC()).run();
    }

    @Test
    void theMomentsAreThoseOfAllImagesRememberedAtOnce() throws IOException {
        StoredRecipe grown = remember("grown.recipe", draw("four", 12, 16, AS_IT_IS), Optional.of(first()));
        StoredRecipe atOnce = remember("once.recipe", draw("sixteen", 0, 16, AS_IT_IS));

        for (int stride : new int[] {4, 8, 16}) {
            assertEquals(16, carried(grown, "gaussian" + stride + ".images")[0]);
            assertClose(
                    carried(atOnce, "gaussian" + stride + ".moments"),
                    carried(grown, "gaussian" + stride + ".moments"));
        }
        for (int stride : new int[] {8, 16, 32}) {
            assertClose(carried(atOnce, "bank" + stride + ".mean"), carried(grown, "bank" + stride + ".mean"));
            assertClose(carried(atOnce, "bank" + stride + ".scale"), carried(grown, "bank" + stride + ".scale"));
        }
    }

    private static float[] carried(StoredRecipe recipe, String name) {
        Map<String, FloatTensor> tensors =
                StateDictionaryReader.read(recipe.path(Recipe.CHECKPOINT)).tensors();
        return Objects.requireNonNull(tensors.get(name), name).data();
    }

    private static void assertClose(float[] expected, float[] found) {
        assertEquals(expected.length, found.length);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], found[i], 1e-4 * (1 + Math.abs(expected[i])));
        }
    }

    @Test
    void aLookThatIsNewIsNoDefectAnyMoreAfterItWasAdded() throws IOException {
        Image unknown = withCorner(part(50));
        StoredRecipe grown =
                remember("corners.recipe", draw("corners", 20, 28, MemoryGrowthTest::withCorner), Optional.of(first()));

        Inspection before = inspect(first(), unknown);
        Inspection after = inspect(grown, unknown);

        assertEquals(Verdict.DEFECT, before.verdict());
        assertTrue(score(after) < 0.7 * score(before), score(after) + " after " + score(before));
        assertEquals(Verdict.OK, after.verdict());
        Inspection spotted = inspect(grown, withSpot(part(51)));
        assertTrue(score(spotted) > score(after), score(spotted) + " <= " + score(after));
    }

    private static Inspection inspect(StoredRecipe recipe, Image image) {
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1)) {
            return inspector.inspect(image);
        }
    }

    private static double score(Inspection inspection) {
        return inspection.score().orElseThrow();
    }

    /** As if a label had been stuck on. */
    private static Image withCorner(Image image) {
        return painted(image, 2, 12, 200);
    }

    private static Image withSpot(Image image) {
        return painted(image, 30, 40, 0);
    }

    private static Image painted(Image image, int from, int to, int value) {
        byte[] rgb = image.rgb().clone();
        IntStream.range(from, to)
                .forEach(y -> IntStream.range(3 * from, 3 * to).forEach(x -> rgb[3 * y * SIZE + x] = (byte) value));
        return new Image(SIZE, SIZE, rgb);
    }

    @Test
    void everyFurtherImageCountsForTheThresholdBesidesThoseHeldBackBefore() throws IOException {
        StoredRecipe grown = remember("counted.recipe", draw("five", 12, 17, AS_IT_IS), Optional.of(first()));
        StoredRecipe again = remember("again.recipe", draw("one", 17, 18, AS_IT_IS), Optional.of(grown));

        assertEquals(3, first().recipe().description().threshold().images());
        assertEquals(8, grown.recipe().description().threshold().images());
        assertEquals(9, again.recipe().description().threshold().images());
        assertEquals(9, again.recipe().description().goodTraits().orElseThrow().images());
        assertEquals(
                List.of(12, 5, 1),
                again.recipe().description().provenance().data().stream()
                        .map(data -> data.images())
                        .toList());
        assertEquals(
                Optional.of(grown.recipe().digest()),
                again.recipe().description().provenance().parent());
    }

    /** Of a larger memory all distances are smaller: what they usually are is another. */
    @Test
    void whereAsManyAreNewAsWereKnownDistancesAreCalibratedAnew() throws IOException {
        StoredRecipe fewer = remember("fewer.recipe", draw("eleven", 12, 23, AS_IT_IS), Optional.of(first()));
        StoredRecipe asMany = remember("as-many.recipe", draw("another", 12, 24, AS_IT_IS), Optional.of(first()));

        String mean = "bank16.calibration.mean";
        assertArrayEquals(carried(first(), mean), carried(fewer, mean));
        assertEquals(14, fewer.recipe().description().threshold().images());
        double before = average(carried(first(), mean));
        assertTrue(average(carried(asMany, mean)) < before, before + " before");
        assertEquals(12, asMany.recipe().description().threshold().images());
    }

    private static double average(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void anImageThatIsAddedTwiceCountsOnce() throws IOException {
        Path images = draw("overlapping", 8, 14, AS_IT_IS);
        Files.copy(images.resolve("113.png"), images.resolve("copy.png"));
        StoredRecipe grown = remember("overlapping.recipe", images, Optional.of(first()));
        StoredRecipe again = remember("again2.recipe", draw("more", 13, 15, AS_IT_IS), Optional.of(grown));

        assertEquals(14, carried(grown, "gaussian4.images")[0]);
        assertEquals(15, carried(again, "gaussian4.images")[0]);
    }

    @Test
    void anImageThatLiesInTheFolderTwiceIsRememberedOnce() throws IOException {
        Path images = draw("doubled", 0, 8, AS_IT_IS);
        Files.copy(images.resolve("100.png"), images.resolve("copy.png"));

        assertEquals(8, carried(remember("doubled.recipe", images), "gaussian4.images")[0]);
    }

    @Test
    void addingNothingButKnownImagesIsRefused() throws IOException {
        Path known = draw("known", 0, 3, AS_IT_IS);

        InputException refused =
                assertThrows(InputException.class, () -> remember("known.recipe", known, Optional.of(first())));

        assertTrue(refused.getMessage().contains("give images that are new"), refused.getMessage());
    }

    @Test
    void whatIsCarriedDoesNotGrowWithTheImages() throws IOException {
        StoredRecipe grown = remember("size.recipe", draw("many", 12, 32, AS_IT_IS), Optional.of(first()));

        long before = size(first());
        // A bank may not have been full before.
        assertTrue(size(grown) < 1.05 * before, size(grown) + " after " + before);
    }

    private static long size(StoredRecipe recipe) {
        return Objects.requireNonNull(recipe.recipe().files().get(Recipe.CHECKPOINT))
                .size();
    }

    @Test
    void aRecipeThatDoesNotCarryItsMomentsIsRefused() throws IOException {
        StoredRecipe poor = rewritten("poor.recipe", InstantModel.PROFILE, oneNumber());

        InputException refused = assertThrows(InputException.class, () -> addedTo(poor));

        assertTrue(refused.getMessage().contains("learn again from all"), refused.getMessage());
    }

    @Test
    void aRecipeOfAProfileWithoutAMemoryIsRefused() throws IOException {
        StoredRecipe trained = rewritten("trained.recipe", "edge", first().content(Recipe.CHECKPOINT));

        InputException refused = assertThrows(InputException.class, () -> addedTo(trained));

        assertTrue(refused.getMessage().contains("edge"), refused.getMessage());
    }

    private static StoredRecipe addedTo(StoredRecipe recipe) throws IOException {
        return remember("none.recipe", draw("refused", 12, 14, AS_IT_IS), Optional.of(recipe));
    }

    private static StoredRecipe rewritten(String name, String profile, Content checkpoint) {
        Map<String, Content> contents = new TreeMap<>();
        first().recipe().files().keySet().forEach(file -> contents.put(file, first().content(file)));
        contents.put(Recipe.CHECKPOINT, checkpoint);
        RecipeDescription before = first().recipe().description();
        RecipeDescription changed = PlainDescription.of(
                before.name(),
                before.version(),
                profile,
                before.inputSize(),
                before.regionOfInterest(),
                before.threshold(),
                before.score(),
                before.golden(),
                before.goodTraits(),
                before.int8(),
                before.provenance());
        return RecipeWriter.write(changed, contents, folder.resolve(name), RecipeWriter.Existing.REFUSE);
    }

    /** A safetensors file with another tensor. */
    private static Content oneNumber() {
        byte[] header =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}".getBytes(StandardCharsets.US_ASCII);
        return Content.of(ByteBuffer.allocate(12 + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .array());
    }
}

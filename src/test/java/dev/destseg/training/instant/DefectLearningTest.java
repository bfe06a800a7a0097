package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.image.Resize;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.Inspector;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.training.StoredTeacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory that is shown a few defects. */
class DefectLearningTest {
    private static final int SIZE = 64;
    private static final int FAINT = 10;
    private static final InstantSettings SMALL = new InstantSettings(SIZE, 200, 4000, 40, 12, 0.25, 3);

    @TempDir
    static Path folder;

    private static @Nullable StoredRecipe alone;

    @BeforeAll
    static void drawParts() throws IOException {
        Path good = Files.createDirectories(folder.resolve("good"));
        Path further = Files.createDirectories(folder.resolve("further"));
        for (int i = 0; i < 24; i++) {
            ImageWriter.write(good.resolve((100 + i) + ".png"), ImageWriter.png(part(i)));
            ImageWriter.write(further.resolve((200 + i) + ".png"), ImageWriter.png(part(100 + i)));
        }
        alone = remember("alone.recipe", Optional.empty(), Optional.empty(), new Heard());
    }

    private static StoredRecipe alone() {
        return Objects.requireNonNull(alone);
    }

    private static Image part(int index) {
        return new Resize(SIZE, SIZE).apply(DemoProduct.FLANGE.good(1, index));
    }

    private static StoredRecipe remember(
            String name, Optional<StoredRecipe> from, Optional<Path> defects, Heard heard) {
        InstantRequest request = new InstantRequest(
                "flange",
                folder.resolve(from.isPresent() ? "further" : "good"),
                from,
                defects,
                folder.resolve(name),
                SMALL,
                StoredTeacher.embedded(),
                2,
                false,
                "test");
        return new InstantTraining(request, new OnnxRuntime(), heard, Clock.systemUTC()).run();
    }

    /** A faint stain of 8 x 8 pixels. */
    private static Image stained(int index) {
        Image image = part(index);
        byte[] rgb = image.rgb().clone();
        for (int y = top(index); y < top(index) + 8; y++) {
            for (int x = 28; x < 36; x++) {
                int at = 3 * (y * SIZE + x);
                rgb[at] = (byte) Math.max(0, (rgb[at] & 0xFF) - FAINT);
                rgb[at + 2] = (byte) Math.min(255, (rgb[at + 2] & 0xFF) + FAINT);
            }
        }
        return new Image(SIZE, SIZE, rgb);
    }

    private static int top(int index) {
        return 8 + 4 * (index % 10);
    }

    private static Path show(String name, int count, boolean masks) throws IOException {
        Path shown = folder.resolve(name);
        Path images = Files.createDirectories(shown.resolve("stain"));
        Path truth = masks ? Files.createDirectories(shown.resolve("ground_truth/stain")) : images;
        for (int i = 40; i < 40 + count; i++) {
            ImageWriter.write(images.resolve(i + ".png"), ImageWriter.png(stained(i)));
            if (masks) {
                byte[] mask = new byte[SIZE * SIZE];
                for (int pixel = 0; pixel < mask.length; pixel++) {
                    int y = pixel / SIZE - top(i);
                    int x = pixel % SIZE - 28;
                    mask[pixel] = (byte) (y >= 0 && y < 8 && x >= 0 && x < 8 ? 1 : 0);
                }
                ImageWriter.write(truth.resolve(i + "_mask.png"), ImageWriter.png(new Mask(SIZE, SIZE, mask)));
            }
        }
        return shown;
    }

    @Test
    void aKindOfDefectThatWasShownScoresHigherWhileGoodPartsScoreAsBefore() throws IOException {
        Heard heard = new Heard();
        StoredRecipe taught = remember("taught.recipe", Optional.empty(), Optional.of(show("shown", 6, true)), heard);

        assertTrue(
                heard.advances.stream().anyMatch(text -> text.contains("of the 6 defects shown")),
                heard.advances::toString);
        double gain = 0;
        double change = 0;
        for (int i = 60; i < 70; i++) {
            gain += score(taught, stained(i)) / score(alone(), stained(i)) / 10;
            change += score(taught, part(i)) / score(alone(), part(i)) / 10;
        }
        assertTrue(gain > 1.02, "gain " + gain);
        assertTrue(change < gain - 0.01, "gain " + gain + ", good parts " + change);
        assertEquals(6.0, taught.recipe().description().provenance().metrics().get("shown_defects"));
    }

    /** What the filter of the only kind counts. */
    private static Optional<Float> weight(StoredRecipe recipe) {
        return Optional.ofNullable(StateDictionaryReader.read(recipe.path(Recipe.CHECKPOINT))
                        .tensors()
                        .get("defect0.weight"))
                .map(tensor -> tensor.data()[0]);
    }

    private static double score(StoredRecipe recipe, Image image) {
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 2)) {
            return inspector.inspect(image).score().orElseThrow();
        }
    }

    @Test
    void whatIsKnownOfDefectsIsKeptWhenGoodImagesAreAdded() throws IOException {
        StoredRecipe taught =
                remember("kept.recipe", Optional.empty(), Optional.of(show("kept", 6, true)), new Heard());
        StoredRecipe grown = remember("grown.recipe", Optional.of(taught), Optional.empty(), new Heard());

        assertEquals(weight(taught), weight(grown));
        assertTrue(score(grown, stained(61)) > score(alone(), stained(61)));
    }

    @Test
    void aFilterCountsMoreWithMoreExamples() throws IOException {
        StoredRecipe one = remember("one.recipe", Optional.empty(), Optional.of(show("one", 1, true)), new Heard());
        StoredRecipe six = remember("six.recipe", Optional.empty(), Optional.of(show("six", 6, true)), new Heard());

        assertEquals(Optional.empty(), weight(alone()));
        assertEquals(0.05 * 1 / 3, weight(one).orElseThrow(), 1e-6);
        assertEquals(0.05 * 6 / 8, weight(six).orElseThrow(), 1e-6);
    }

    @Test
    void withoutMasksADefectIsWhereTheMemorySeesIt() throws IOException {
        StoredRecipe taught =
                remember("unmarked.recipe", Optional.empty(), Optional.of(show("unmarked", 6, false)), new Heard());

        assertTrue(score(taught, stained(61)) > score(alone(), stained(61)));
    }

    @Test
    void addingImagesAndShowingDefectsAtOnceIsRefused() throws IOException {
        Path shown = show("both", 1, true);

        assertThrows(
                InputException.class,
                () -> remember("both.recipe", Optional.of(alone()), Optional.of(shown), new Heard()));
    }

    @Test
    void aFolderWithoutDefectsIsRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));

        assertThrows(
                InputException.class,
                () -> remember("empty.recipe", Optional.empty(), Optional.of(empty), new Heard()));
    }
}

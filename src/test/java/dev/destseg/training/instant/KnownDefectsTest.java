package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.Outline;
import dev.destseg.dataset.Sight;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resize;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.RecipeEngine;
import dev.destseg.network.Light;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.training.StoredTeacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory of good parts to which some dark spots were shown. */
class KnownDefectsTest {
    private static final int SIZE = 128;
    private static final int LEFT = 80;

    @TempDir
    static Path folder;

    private static @Nullable StoredRecipe plain;
    private static @Nullable StoredRecipe known;

    @BeforeAll
    static void remember() throws IOException {
        for (int i = 0; i < 16; i++) {
            write("good/" + i + ".png", part(i));
        }
        for (int i = 20; i < 23; i++) {
            write("shown/" + i + ".png", withSpot(part(i)));
            write("shown/" + i + "_mask.png", spotMask());
            write("bare/" + i + ".png", withSpot(part(i)));
        }
        plain = remember("plain.recipe", Optional.empty());
        known = remember("known.recipe", Optional.of("shown"));
    }

    private static void write(String name, Image image) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        ImageWriter.write(folder.resolve(name), ImageWriter.png(image));
    }

    private static void write(String name, Mask mask) {
        ImageWriter.write(folder.resolve(name), ImageWriter.png(mask));
    }

    private static StoredRecipe remember(String name, Optional<String> defects) {
        return remember(name, "good", defects, Optional.empty());
    }

    private static InstantSettings small(Sight sight) {
        return new InstantSettings(SIZE, sight, Light.STEADY, 200, 4000, 20, 12, 0.25, 3);
    }

    private static StoredRecipe remember(
            String name, String good, Optional<String> defects, Optional<StoredRecipe> from) {
        return remember(name, good, defects, from, new Heard());
    }

    private static StoredRecipe remember(
            String name, String good, Optional<String> defects, Optional<StoredRecipe> from, Heard heard) {
        return remember(name, good, defects, from, heard, small(Sight.ALL));
    }

    private static StoredRecipe remember(
            String name,
            String good,
            Optional<String> defects,
            Optional<StoredRecipe> from,
            Heard heard,
            InstantSettings settings) {
        InstantRequest request = new InstantRequest(
                "flange",
                folder.resolve(good),
                defects.map(folder::resolve),
                from,
                folder.resolve(name),
                settings,
                StoredTeacher.embedded(),
                1,
                Optional.empty(),
                false,
                "test");
        return new InstantTraining(request, new OnnxRuntime(), heard, Clock.systemUTC()).run();
    }

    private static Image part(int index) {
        return new Resize(SIZE, SIZE).apply(DemoProduct.FLANGE.good(1, index));
    }

    private static Image withSpot(Image part) {
        return painted(part, LEFT, 20);
    }

    private static Image painted(Image part, int left, int value) {
        byte[] rgb = part.rgb().clone();
        for (int y = 40; y < 56; y++) {
            for (int x = left; x < left + 16; x++) {
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * SIZE + x) + c] = (byte) value;
                }
            }
        }
        return new Image(SIZE, SIZE, rgb);
    }

    private static Mask spotMask() {
        byte[] within = new byte[SIZE * SIZE];
        for (int y = 40; y < 56; y++) {
            Arrays.fill(within, y * SIZE + LEFT, y * SIZE + LEFT + 16, (byte) 1);
        }
        return new Mask(SIZE, SIZE, within);
    }

    private static StoredRecipe plain() {
        return Objects.requireNonNull(plain);
    }

    private static StoredRecipe known() {
        return Objects.requireNonNull(known);
    }

    private static Map<ScoreMap, AnomalyMap> maps(StoredRecipe recipe, Image image) {
        try (RecipeEngine engine = RecipeEngine.open(recipe, new OnnxRuntime(), 1)) {
            return engine.maps(engine.preprocessing().apply(image));
        }
    }

    private static double gain(StoredRecipe recipe, Image image) {
        Map<ScoreMap, AnomalyMap> maps = maps(recipe, image);
        return AnomalyScore.of(maps.get(ScoreMap.KNOWN)) / AnomalyScore.of(maps.get(ScoreMap.MEMORY));
    }

    @Test
    void theScoreIsThatOfTheMapOfKnownDefectsAndWithoutThemThatOfTheMemory() {
        assertEquals(ScoreMap.KNOWN, known().recipe().description().score().map());
        assertEquals(ScoreMap.MEMORY, plain().recipe().description().score().map());
        assertEquals(
                "defects",
                known().recipe().description().provenance().data().get(1).name());
        assertEquals(
                3, known().recipe().description().provenance().data().get(1).images());
    }

    @Test
    void theMemoryMapStaysAsItIsWithoutThem() {
        Image spotted = withSpot(part(30));
        assertArrayEquals(
                maps(plain(), spotted).get(ScoreMap.MEMORY).values(),
                maps(known(), spotted).get(ScoreMap.MEMORY).values(),
                1e-5f);
    }

    @Test
    void itsLikeIsRaisedAlsoBesideAndGoodPartsAreNot() {
        double alike = gain(known(), withSpot(part(30)));
        double beside = gain(known(), painted(part(31), LEFT - 16, 20));
        double good = 0;
        for (int i = 32; i < 38; i++) {
            good = Math.max(good, gain(known(), part(i)));
        }
        assertTrue(good < 1.05, () -> "A good part is raised");
        assertTrue(alike > 1.2, alike + " for its like");
        assertTrue(beside > good, beside + " beside, " + good + " for a good part");
    }

    @Test
    void nothingIsLowered() {
        Map<ScoreMap, AnomalyMap> maps = maps(known(), painted(part(33), 30, 250));
        float[] memory = maps.get(ScoreMap.MEMORY).values();
        float[] raised = maps.get(ScoreMap.KNOWN).values();
        for (int i = 0; i < memory.length; i++) {
            assertTrue(raised[i] >= memory[i] - 1e-6 && raised[i] < 1, raised[i] + " < " + memory[i]);
        }
    }

    @Test
    void withoutMasksTheDefectIsWhatIsMostUnlikeGoodParts() {
        StoredRecipe bare = remember("bare.recipe", Optional.of("bare"));
        assertTrue(gain(bare, withSpot(part(30))) > 1.2);
    }

    @Test
    void furtherGoodPartsLeaveItKnown() throws IOException {
        for (int i = 40; i < 44; i++) {
            write("further/" + i + ".png", part(i));
        }
        StoredRecipe grown = remember("grown.recipe", "further", Optional.empty(), Optional.of(known()));
        assertEquals(ScoreMap.KNOWN, grown.recipe().description().score().map());
        assertTrue(gain(grown, withSpot(part(30))) > 1.2);
    }

    /** A lighter spot is more unlike good parts than the one that was marked. */
    @Test
    void onlyWhatIsMarkedBecomesKnown() throws IOException {
        for (int i = 50; i < 52; i++) {
            write("marked/" + i + ".png", painted(withSpot(part(i)), 16, 255));
            write("marked/" + i + "_mask.png", spotMask());
        }
        StoredRecipe marked = remember("marked.recipe", Optional.of("marked"));
        assertTrue(gain(marked, withSpot(part(30))) > 1.2);
        assertEquals(1, gain(marked, painted(part(30), 16, 255)), 0.1);
    }

    @Test
    void whatCannotBeUsedIsLeftOutAndSaid() throws IOException {
        write("poor/whole.png", withSpot(part(53)));
        write("poor/whole_mask.png", spotMask());
        write("poor/unmarked.png", withSpot(part(54)));
        write("poor/unmarked_mask.png", new Mask(SIZE, SIZE, new byte[SIZE * SIZE]));
        write("poor/torn.png", withSpot(part(55)));
        Files.write(folder.resolve("poor/torn_mask.png"), new byte[] {1, 2, 3});
        write("poor/good-one.png", part(56));
        Heard heard = new Heard();
        StoredRecipe recipe = remember("poor.recipe", "good", Optional.of("poor"), Optional.empty(), heard);
        assertEquals(ScoreMap.KNOWN, recipe.recipe().description().score().map());
        assertTrue(heard.said().contains("unmarked.png is left out: its mask marks nothing"), heard::said);
        assertTrue(heard.said().contains("torn.png is left out"), heard::said);
        assertTrue(heard.said().contains("good-one.png is left out: nothing in it"), heard::said);
        assertTrue(heard.said().contains("1 of 4 shown defects are known"), heard::said);
    }

    @Test
    void whereNoneCanBeReadItIsLearnedWithoutAndSaid() throws IOException {
        Files.createDirectories(folder.resolve("broken"));
        Files.write(folder.resolve("broken/1.png"), new byte[] {1, 2, 3});
        Heard heard = new Heard();
        StoredRecipe recipe = remember("broken.recipe", "good", Optional.of("broken"), Optional.empty(), heard);
        assertEquals(ScoreMap.MEMORY, recipe.recipe().description().score().map());
        assertTrue(heard.said().contains("are not learned from"), heard::said);
    }

    @Test
    void whatIsAmongTheGoodImagesTooIsRefusedBeforeAnythingIsLearned() throws IOException {
        Files.createDirectories(folder.resolve("mixed"));
        Files.copy(folder.resolve("good/3.png"), folder.resolve("mixed/3.png"));
        Heard heard = new Heard();
        String message = assertThrows(
                        InputException.class,
                        () -> remember("mixed.recipe", "good", Optional.of("mixed"), Optional.empty(), heard))
                .getMessage();
        assertTrue(message.contains("give folders apart"), message);
        assertFalse(heard.said().contains("Choosing"), heard::said);
    }

    /** What is painted where the image does not reach is unlike good parts, and no defect. */
    @Test
    void whatIsIgnoredIsNoDefect() throws IOException {
        write("ignored/1.png", withSpot(part(57)));
        Sight sight = new Sight(
                RegionOfInterest.ALL,
                Optional.empty(),
                List.of(Outline.parse("0.55,0.25,0.3,0.3")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Heard heard = new Heard();
        StoredRecipe recipe =
                remember("ignored.recipe", "good", Optional.of("ignored"), Optional.empty(), heard, small(sight));
        assertEquals(ScoreMap.MEMORY, recipe.recipe().description().score().map());
        assertTrue(heard.said().contains("1.png is left out"), heard::said);
    }

    @Test
    void defectsShownToARecipeThatIsGoneOnFromAreRefused() {
        String message = assertThrows(
                        InputException.class,
                        () -> remember("refused.recipe", "good", Optional.of("shown"), Optional.of(plain())))
                .getMessage();
        assertTrue(message.contains("without --from"), message);
    }
}

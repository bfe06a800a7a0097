package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.seal.BoxKey;
import dev.destseg.tensor.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes of a box whose files are sealed on its disk. */
class SealedStoreTest {
    @TempDir
    private Path folder;

    private Path keyFile;
    private StoredRecipe recipe;
    private Sha256 digest;

    @BeforeEach
    void make() {
        keyFile = folder.resolve("box.key");
        BoxKey.create(keyFile);
        recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("recipe"));
        digest = recipe.recipe().digest();
    }

    private RecipeStore sealing() {
        return open(Sealing.with(Optional.of(keyFile), true));
    }

    private RecipeStore open(Sealing sealing) {
        return RecipeStore.open(folder.resolve("store"), sealing, ThisAppliance.ANY);
    }

    @Test
    void nothingOfARecipeButItsDescriptionLiesOpenAndItsDigestIsTheSame() throws IOException {
        StoredRecipe stored = sealing().add(recipe.directory());

        assertEquals(recipe.recipe(), stored.recipe());
        assertEquals(digest, sealing().get(digest).recipe().digest());
        assertArrayEquals(recipe.bytes(Recipe.MODEL), stored.bytes(Recipe.MODEL));
        assertEquals(List.of(Recipe.DESCRIPTION), open(stored.directory()));
        byte[] model = recipe.bytes(Recipe.MODEL);
        String begin = new String(model, 0, 40, StandardCharsets.ISO_8859_1);
        for (Path file : files(stored.directory())) {
            assertFalse(
                    new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(begin), file::toString);
        }
        assertEquals(1, sealing().seals().sealed());
        assertEquals("", sealing().seals().problem());
    }

    @Test
    void anImportedRecipeIsSealedAndTheExportedOneIsNot() throws IOException {
        sealing().add(recipe.directory());
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        sealing().exportTo(digest, archive);
        sealing().delete(digest);

        StoredRecipe back = sealing()
                .importFrom(new ByteArrayInputStream(archive.toByteArray()), "tiny.tar", RecipeAdmission.EVERY);

        assertEquals(recipe.recipe(), back.recipe());
        assertEquals(List.of(Recipe.DESCRIPTION), open(back.directory()));
        RecipeStore elsewhere = RecipeStore.open(folder.resolve("elsewhere"));
        elsewhere.importFrom(new ByteArrayInputStream(archive.toByteArray()), "tiny.tar", RecipeAdmission.EVERY);
        assertEquals(1, elsewhere.seals().open());
    }

    @Test
    void recipesThatAreThereAreSealedWhenItIsSwitchedOnAndOpenedWhenOff() throws IOException {
        open(Sealing.NONE).add(recipe.directory());
        List<String> before = open(folder.resolve("store").resolve(digest.hex()));
        open(Sealing.NONE).activate("tiny", digest);

        assertEquals(List.of(Recipe.DESCRIPTION), open(sealing().get(digest).directory()));
        assertEquals(Optional.of(digest), sealing().active("tiny"));

        RecipeStore opened = open(Sealing.with(Optional.of(keyFile), false));
        assertEquals(before, open(opened.get(digest).directory()));
        assertEquals(before.size(), files(opened.get(digest).directory()).size());
        assertEquals(recipe.recipe(), open(Sealing.NONE).get(digest).recipe());
    }

    @Test
    void whatAPowerCutLeftHalfSealedIsReadAndSettledAtTheNextStart() throws IOException {
        StoredRecipe stored = sealing().add(recipe.directory());
        Files.write(stored.directory().resolve(Recipe.MODEL), recipe.bytes(Recipe.MODEL));
        Files.createDirectories(folder.resolve("store").resolve(".incoming7"));
        assertEquals(
                recipe.recipe(),
                RecipeReader.read(stored.directory(), Sealing.with(Optional.of(keyFile), true))
                        .recipe());

        assertEquals(List.of(Recipe.DESCRIPTION), open(sealing().get(digest).directory()));
        assertFalse(Files.exists(folder.resolve("store").resolve(".incoming7")));
    }

    @Test
    void aWrongOrLostKeyIsNamedAndLeavesOtherRecipes() throws IOException {
        sealing().add(recipe.directory());
        StoredRecipe other = TinyRecipe.withThreshold(0.6).writeTo(folder.resolve("other"));
        String name = BoxKey.read(keyFile).name();

        RecipeStore without = open(Sealing.NONE);
        without.add(other.directory());
        refuses("sealed with the box key " + name + ", which nothing names", () -> without.get(digest));
        assertEquals(other.recipe(), without.get(other.recipe().digest()).recipe());
        assertEquals(2, without.list().recipes().size());
        assertEquals(List.of(digest), without.seals().unreadable());

        Path wrong = folder.resolve("wrong.key");
        BoxKey.create(wrong);
        RecipeStore mistaken = open(Sealing.with(Optional.of(wrong), false));
        refuses("bring the right key back", () -> mistaken.get(digest));
        assertEquals(other.recipe(), mistaken.get(other.recipe().digest()).recipe());
        assertTrue(mistaken.seals().problem().contains("key that is not here"));

        RecipeStore lost = open(Sealing.with(Optional.of(folder.resolve("gone.key")), true));
        refuses("gone.key", () -> lost.get(digest));
        assertEquals(other.recipe(), lost.get(other.recipe().digest()).recipe());
        StoredRecipe third = TinyRecipe.withThreshold(0.7).writeTo(folder.resolve("third"));
        refuses("could not be sealed", () -> lost.add(third.directory()));
        assertFalse(lost.has(third.recipe().digest()));
        assertEquals(recipe.recipe(), sealing().get(digest).recipe());
    }

    @Test
    void refusesASealedFileThatWasChangedTakenAwayOrPutInPlaceOfAnother() throws IOException {
        StoredRecipe stored = sealing().add(recipe.directory());
        String suffix = "." + BoxKey.read(keyFile).name() + ".sealed";
        Path model = stored.directory().resolve(Recipe.MODEL + suffix);
        byte[] sound = Files.readAllBytes(model);
        byte[] changed = sound.clone();
        changed[sound.length / 2] ^= 1;
        Files.write(model, changed);
        refuses("model.onnx cannot be read: it was changed or cut short", () -> sealing()
                .get(digest));
        assertEquals(1, sealing().list().recipes().size());
        Files.write(model, new byte[sound.length - 1]);
        refuses("bytes sealed", () -> sealing().get(digest));
        Files.delete(model);
        refuses("model.onnx is missing", () -> sealing().get(digest));
        Files.write(model, sound);
        Files.write(stored.directory().resolve("other" + suffix), sound);
        refuses("other" + suffix + " does not belong", () -> sealing().get(digest));
        Files.delete(stored.directory().resolve("other" + suffix));
        assertEquals(recipe.recipe(), sealing().get(digest).recipe());
    }

    private static void refuses(String reason, Runnable reading) {
        InputException refusal = assertThrows(InputException.class, reading::run);
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    /** Files that are not sealed. */
    private static List<String> open(Path directory) throws IOException {
        return files(directory).stream()
                .map(file -> directory.relativize(file).toString())
                .filter(name -> !name.endsWith(".sealed"))
                .toList();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}

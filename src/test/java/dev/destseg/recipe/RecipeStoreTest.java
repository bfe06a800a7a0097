package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Programs;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.tensor.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class RecipeStoreTest {
    private static final String PRODUCT = "tiny";

    @TempDir
    private Path folder;

    private RecipeStore store;

    @BeforeEach
    void open() {
        store = RecipeStore.open(folder.resolve("store"));
    }

    @Test
    void givesBackWhatWasAdded() throws IOException {
        StoredRecipe source = recipe(1);
        StoredRecipe added = store.add(source.directory());

        assertEquals(source.recipe(), added.recipe());
        assertEquals(added, store.get(source.recipe().digest()));
        assertEquals(List.of(source.recipe()), store.list().recipes());
        assertArrayEquals(source.bytes(Recipe.MODEL), added.bytes(Recipe.MODEL));
        assertEquals(added, store.add(source.directory()));
        assertEquals(source, RecipeReader.read(source.directory()));
        assertEquals(Set.of(".lock", source.recipe().digest().hex()), names());
    }

    @Test
    void refusesToAddWhatIsNoSoundRecipe() throws IOException {
        StoredRecipe source = recipe(1);
        Files.write(source.path(Recipe.MODEL), new byte[] {1});
        refuses("model.onnx", () -> store.add(source.directory()));
        refuses("There is no recipe", () -> store.add(folder));
        assertEquals(List.of(), store.list().recipes());
        assertEquals(Set.of(".lock"), names());
    }

    @Test
    void aChangeOfTheSourceAfterItWasReadIsNotTakenIn() throws IOException {
        StoredRecipe source = recipe(1);
        byte[] model = Files.readAllBytes(source.path(Recipe.MODEL));
        model[model.length - 1] ^= 1;
        Files.write(source.path(Recipe.MODEL), model);

        refuses("was changed", () -> source.content(Recipe.MODEL)
                .writeTo(Files.newOutputStream(folder.resolve("copy"))));
    }

    @Test
    void remembersWhatIsActiveAndRollsBack() {
        Sha256 first = added(1);
        Sha256 second = added(2);
        assertEquals(Optional.empty(), store.active(PRODUCT));
        refuses("No recipe is active for the product 'tiny'", () -> store.rollBackTo(PRODUCT, store.previous(PRODUCT)));

        store.activate(PRODUCT, first);
        assertEquals(new Activation(second, List.of(first), Optional.empty()), store.activate(PRODUCT, second));
        store.activate(PRODUCT, second);
        assertEquals(
                Optional.of(second), RecipeStore.open(folder.resolve("store")).active(PRODUCT));

        assertEquals(Activation.first(first), store.rollBackTo(PRODUCT, store.previous(PRODUCT)));
        assertEquals(Optional.of(first), store.active(PRODUCT));
        refuses("There is no recipe to roll tiny back to", () -> store.rollBackTo(PRODUCT, store.previous(PRODUCT)));
    }

    @Test
    void keepsNoMoreSignaturesThanAreReadAndForgetsTheOldest() {
        Sha256 recipe = added(1);
        for (int i = 0; i <= SignatureManifest.MOST; i++) {
            store.addSignatures(recipe, List.of(signature(i)));
            store.addSignatures(recipe, List.of(signature(i)));
        }
        List<Signature> kept = store.signatures(recipe);
        assertEquals(SignatureManifest.MOST, kept.size());
        assertEquals(signature(SignatureManifest.MOST), kept.get(SignatureManifest.MOST - 1));
        assertFalse(kept.contains(signature(0)));
    }

    private static Signature signature(int number) {
        return new Signature(
                ("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8),
                "c2lnbmVk",
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void rollsBackToOneOfThoseBeforeAndForgetsThoseAfterIt() {
        List<Sha256> recipes =
                Stream.iterate(1, i -> i + 1).limit(4).map(this::added).toList();
        recipes.forEach(recipe -> store.activate(PRODUCT, recipe));

        assertEquals(
                new Activation(recipes.get(1), List.of(recipes.get(0)), Optional.empty()),
                store.rollBackTo(PRODUCT, recipes.get(1)));

        assertEquals(Optional.of(recipes.get(1)), store.active(PRODUCT));
        refuses("is none of those that judged tiny before", () -> store.rollBackTo(PRODUCT, recipes.get(3)));
        refuses("is none of those that judged tiny before", () -> store.rollBackTo(PRODUCT, recipes.get(1)));
        refuses("No recipe is active", () -> store.rollBackTo("other", recipes.get(1)));
    }

    @Test
    void remembersNoMoreThanTenRecipesToRollBackTo() {
        List<Sha256> recipes =
                Stream.iterate(1, i -> i + 1).limit(12).map(this::added).toList();
        recipes.forEach(recipe -> store.activate(PRODUCT, recipe));

        List<Sha256> before = store.activations().get(PRODUCT).before();
        assertEquals(10, before.size());
        assertEquals(recipes.get(10), before.get(0));
        assertEquals(recipes.get(1), before.get(9));
    }

    @Test
    void aRecipeThatIsFoundIsReadFileByFileAndAChangedOneIsRefusedThen() throws Exception {
        Sha256 digest = added(1);
        Path model = folder.resolve("store").resolve(digest.hex()).resolve(Recipe.MODEL);
        byte[] bytes = Files.readAllBytes(model);
        bytes[0]++;
        Files.write(model, bytes);

        StoredRecipe found = store.find(digest);
        refuses("model.onnx was changed", () -> found.bytes(Recipe.MODEL));
        Files.write(model, new byte[] {1});
        refuses("model.onnx has 1 bytes", () -> store.find(digest));
        Files.delete(model);
        refuses("model.onnx is missing", () -> store.find(digest));
    }

    @Test
    void activatesOnlyWhatIsHereAndSound() throws IOException {
        refuses("There is no recipe sha256:", () -> store.activate(PRODUCT, Sha256.of(new byte[] {1})));
        Sha256 damaged = added(1);
        Files.write(folder.resolve("store").resolve(damaged.hex()).resolve(Recipe.MODEL), new byte[] {1});
        refuses("model.onnx", () -> store.activate(PRODUCT, damaged));
        assertEquals(Map.of(), store.activations());
    }

    @Test
    void aProductMayHaveAnotherNameThanItsRecipe() {
        Sha256 recipe = added(1);
        store.activate("left", recipe);
        store.activate("right", recipe);
        assertEquals(Set.of("left", "right"), store.activations().keySet());
        refuses("'../x' is no name", () -> store.activate("../x", recipe));

        assertEquals(Activation.first(recipe), store.deactivate("left"));
        assertEquals(Set.of("right"), store.activations().keySet());
        refuses("No recipe is active for the product 'left'", () -> store.deactivate("left"));
    }

    @Test
    void remembersACandidateUntilItIsActiveAndNeverDeletesIt() {
        Sha256 first = added(1);
        Sha256 second = added(2);
        refuses("No recipe is active", () -> store.setCandidate(PRODUCT, Optional.of(second)));
        store.activate(PRODUCT, first);
        refuses("already", () -> store.setCandidate(PRODUCT, Optional.of(first)));
        refuses("There is no recipe", () -> store.setCandidate(PRODUCT, Optional.of(Sha256.of(new byte[] {1}))));

        store.setCandidate(PRODUCT, Optional.of(second));
        RecipeStore again = RecipeStore.open(folder.resolve("store"));
        assertEquals(Optional.of(second), again.activations().get(PRODUCT).candidate());
        refuses("judges tiny", () -> store.delete(second));
        assertEquals(new Activation(second, List.of(first), Optional.empty()), store.activate(PRODUCT, second));

        store.setCandidate(PRODUCT, Optional.of(first));
        assertEquals(Activation.first(first), store.rollBackTo(PRODUCT, store.previous(PRODUCT)));
        store.setCandidate(PRODUCT, Optional.of(second));
        assertEquals(Activation.first(first), store.setCandidate(PRODUCT, Optional.empty()));
        store.delete(second);
    }

    @Test
    void neverDeletesTheActiveRecipe() {
        Sha256 first = added(1);
        Sha256 second = added(2);
        store.activate(PRODUCT, first);
        store.activate(PRODUCT, second);

        refuses("judges tiny", () -> store.delete(second));
        store.delete(first);

        refuses("There is no recipe", () -> store.get(first));
        refuses("There is no recipe", () -> store.delete(first));
        refuses("roll tiny back", () -> store.rollBackTo(PRODUCT, store.previous(PRODUCT)));
        assertEquals(Set.of(".lock", "active.json", "checksums", second.hex()), names());
    }

    @Test
    void keepsTheNewestTheActiveAndTheOneBefore() {
        List<Sha256> oldestFirst =
                Stream.iterate(1, i -> i + 1).limit(6).map(this::added).toList();
        store.activate(PRODUCT, oldestFirst.get(0));
        store.activate(PRODUCT, oldestFirst.get(1));

        List<Sha256> deleted = store.keepLast(2, Set.of(oldestFirst.get(2)));

        assertEquals(List.of(oldestFirst.get(3)), deleted);
        List<Sha256> left = store.list().recipes().stream().map(Recipe::digest).toList();
        assertEquals(
                List.of(
                        oldestFirst.get(5),
                        oldestFirst.get(4),
                        oldestFirst.get(2),
                        oldestFirst.get(1),
                        oldestFirst.get(0)),
                left);
        refuses("At least one", () -> store.keepLast(0, Set.of()));
    }

    @Test
    void listsTheOthersWhenOneIsDamaged() throws IOException {
        Sha256 sound = added(1);
        Sha256 damaged = added(2);
        Files.writeString(folder.resolve("store").resolve(damaged.hex()).resolve("recipe.json"), "{");
        Sha256 other = Sha256.of(new byte[] {3});
        Files.move(recipe(3).directory(), folder.resolve("store").resolve(other.hex()));

        RecipeListing listing = store.list();

        assertEquals(1, listing.recipes().size());
        assertEquals(sound, listing.recipes().get(0).digest());
        assertEquals(Set.of(damaged, other), listing.damaged().keySet());
        assertTrue(listing.damaged().get(damaged).contains("no JSON"), listing.damaged()::toString);
        refuses("is in fact", () -> store.get(other));
    }

    @Test
    void saysWhenWhatIsActiveCannotBeRead() throws IOException {
        store.activate(PRODUCT, added(1));
        Path file = folder.resolve("store/active.json");
        for (String damage : List.of("{", "[]", "{\"tiny\":{}}", "{\"tiny\":{\"active\":\"../x\",\"before\":[]}}")) {
            Files.writeString(file, damage);
            refuses("active.json", () -> store.activations());
        }
    }

    @Test
    void refusesAPlaceWhereNothingCanBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        refuses("Give a directory", () -> RecipeStore.open(file.resolve("store")));
    }

    @Test
    void removesWhatAnInterruptedChangeLeft() throws IOException {
        Files.createDirectories(folder.resolve("store/.incoming1/golden"));
        Files.writeString(folder.resolve("store/.incoming1/golden/0.png"), "x");
        RecipeStore.open(folder.resolve("store"));
        assertEquals(Set.of(".lock"), names());
    }

    @Test
    void aKillAtAnyMomentLeavesWholeRecipesAndAnActiveOne() throws IOException, InterruptedException {
        Path first = recipe(1).directory();
        Path second = recipe(2).directory();
        for (int lines : new int[] {1, 2, 3, 6}) {
            killAfter(lines, folder.resolve("store"), first, second);

            RecipeStore after = RecipeStore.open(folder.resolve("store"));
            assertEquals(Map.of(), after.list().damaged());
            Sha256 active = after.active(PRODUCT).orElseThrow();
            assertEquals(active, after.get(active).recipe().digest());
            for (Sha256 before : after.activations().get(PRODUCT).before()) {
                assertEquals(before, after.get(before).recipe().digest());
            }
            assertTrue(names().stream().noneMatch(name -> name.startsWith(".") && !name.equals(".lock")));
        }
    }

    private static void killAfter(int lines, Path store, Path first, Path second)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Programs.java(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyStore.class.getName(),
                        store.toString(),
                        first.toString(),
                        second.toString()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < lines; i++) {
                String line = String.valueOf(output.readLine());
                assertTrue(line.matches("(active|alone) sha256:.*"), line);
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    }

    private Sha256 added(int number) {
        return store.add(recipe(number).directory()).recipe().digest();
    }

    /** A recipe of its own digest; one of a greater number is newer. */
    private StoredRecipe recipe(int number) {
        StoredRecipe base = TinyRecipe.withThreshold(0.5).writeWithGolden(folder.resolve("base" + number), 51, 0.2);
        Threshold threshold = new Threshold(
                number / 100.0, "good-images", "By hand.", 1, OptionalDouble.empty(), OptionalDouble.empty());
        return RecipeWriter.writeWithThreshold(
                base, threshold, Instant.EPOCH.plusSeconds(number), folder.resolve("made" + number), Existing.REFUSE);
    }

    private Set<String> names() {
        try (Stream<Path> paths = Files.list(folder.resolve("store"))) {
            return paths.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuses(String reason, Executable action) {
        InputException refusal = assertThrows(InputException.class, action);
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
        assertFalse(refusal.getMessage().contains(".incoming"), refusal.getMessage());
    }
}

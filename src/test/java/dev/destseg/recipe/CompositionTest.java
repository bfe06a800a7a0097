package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.RegionOfInterest;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.seal.BoxKey;
import dev.destseg.tensor.InputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One recipe made of others: that it is one, and what is refused. */
class CompositionTest {
    @TempDir
    private Path folder;

    @Test
    void carriesItsRecipesWholeAndIsReadBackAsItIs() {
        StoredRecipe left = recipe(0.25);
        StoredRecipe made = composed(left, recipe(0.75));

        StoredRecipe read = RecipeReader.read(made.directory());

        assertEquals(made.recipe(), read.recipe());
        Zone zone = read.recipe().description().zones().get(0);
        assertEquals("left", zone.name());
        assertEquals(left.recipe(), zone.recipe());
        assertEquals(left.recipe().digest(), zone.recipe().digest());
        assertArrayEquals(left.bytes(Recipe.MODEL), read.of(zone).bytes(Recipe.MODEL));
        assertEquals(16, read.recipe().description().golden().size());
    }

    @Test
    void travelsAsOneFileWithOneDigest() {
        RecipeStore store = RecipeStore.open(folder.resolve("store"));
        StoredRecipe made = composed(recipe(0.25), recipe(0.75));
        store.add(made.directory());
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        store.exportTo(made.recipe().digest(), archive);
        RecipeStore elsewhere = RecipeStore.open(folder.resolve("elsewhere"));

        StoredRecipe imported = elsewhere.importFrom(
                new ByteArrayInputStream(archive.toByteArray()), "board.tar", RecipeAdmission.EVERY);

        assertEquals(made.recipe().digest(), imported.recipe().digest());
        Zone zone = imported.recipe().description().zones().get(1);
        assertArrayEquals(made.of(zone).bytes(Recipe.MODEL), imported.of(zone).bytes(Recipe.MODEL));
    }

    @Test
    void liesSealedOnABoxLikeAnyOther() {
        Path keyFile = folder.resolve("box.key");
        BoxKey.create(keyFile);
        Sealing sealing = Sealing.with(Optional.of(keyFile), true);
        StoredRecipe made = composed(recipe(0.25), recipe(0.75));
        RecipeStore.open(folder.resolve("sealed"), sealing, ThisAppliance.ANY).add(made.directory());

        StoredRecipe kept = RecipeStore.open(folder.resolve("sealed"), sealing, ThisAppliance.ANY)
                .get(made.recipe().digest());

        Zone zone = kept.recipe().description().zones().get(0);
        assertFalse(Files.exists(kept.of(zone).path(Recipe.MODEL)));
        assertArrayEquals(made.of(zone).bytes(Recipe.MODEL), kept.of(zone).bytes(Recipe.MODEL));
    }

    /** So that software which does not know zones refuses it. */
    @Test
    void hasASchemaOfItsOwnAndLeavesThatOfOthersAlone() throws IOException {
        StoredRecipe left = recipe(0.25);
        assertTrue(json(left).contains("\"schema_version\":1"));
        assertTrue(json(composed(left, recipe(0.75)))
                .endsWith("\"zones\":[{\"name\":\"left\",\"recipe\":\""
                        + left.recipe().digest() + "\"},{\"name\":\"right\",\"recipe\":\""
                        + recipe(0.75).recipe().digest() + "\"}]}"));
        assertTrue(json(composed(left, recipe(0.75))).contains("\"schema_version\":3"));
    }

    @Test
    void refusesAFileOfAZoneThatWasChangedOrIsMissing() throws IOException {
        StoredRecipe made = composed(recipe(0.25), recipe(0.75));
        String model = made.recipe().files().firstKey().replaceAll("golden/.*", "") + Recipe.MODEL;
        Path file = made.directory().resolve(model);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        refuses("was changed", () -> RecipeReader.read(made.directory()));
        Files.delete(file);
        refuses(Recipe.MODEL + " is missing", () -> RecipeReader.read(made.directory()));
    }

    @Test
    void refusesADescriptionWhoseZonesNameOtherRecipes() throws IOException {
        StoredRecipe left = recipe(0.25);
        StoredRecipe made = composed(left, recipe(0.75));
        String other = "sha256:" + "0".repeat(64);
        Files.writeString(
                made.directory().resolve(Recipe.DESCRIPTION),
                json(made).replace("\"recipe\":\"" + left.recipe().digest(), "\"recipe\":\"" + other));
        refuses("which is not among the recipes", () -> RecipeReader.read(made.directory()));
    }

    @Test
    void refusesWhatMakesNoZones() {
        StoredRecipe one = recipe(0.25);
        StoredRecipe zoned = composed(one, recipe(0.75));
        refuses("has zones itself", () -> add(new Composition(), "a", zoned));
        refuses("unlike 'a b'", () -> add(new Composition(), "a b", one));
        refuses("between 0 and 1", () -> add(new Composition(), "a", recipe(1)));
        refuses("a name of its own", () -> write(add(add(new Composition(), "a", one), "a", one)));
        refuses("at least one", () -> write(new Composition()));
    }

    /** What asks for the networks of a recipe hears where they are. */
    @Test
    void hasNoNetworksOfItsOwn() {
        StoredRecipe made = composed(recipe(0.25), recipe(0.75));
        refuses("do this with their recipes", () -> made.bytes(Recipe.MODEL));
    }

    @Test
    void asksOfAnApplianceWhatItsRecipesAsk() {
        Requirements later = new Requirements(Optional.of("9.0"), new TreeSet<>());
        StoredRecipe demanding = RecipeWriter.writeWithRequirements(
                recipe(0.25), later, Instant.EPOCH, folder.resolve("demanding"), Existing.REFUSE);
        Recipe made = composed(demanding, recipe(0.75)).recipe();
        RecipeRefusedException refused =
                assertThrows(RecipeRefusedException.class, () -> new ThisAppliance(Optional.of("1.0"), "linux/amd64")
                        .requireFit(made));
        assertTrue(refused.getMessage().contains("9.0"), refused.getMessage());
    }

    @Test
    void theCommonScaleKeepsTheOrderAndTheSideOfTheThreshold() {
        Zone zone = new Zone("a", Optional.empty(), recipe(0.3).recipe());
        assertEquals(0.3, zone.onOwnScale(Zone.THRESHOLD));
        double before = -1;
        for (int i = 0; i <= 1000; i++) {
            double score = i / 1000.0;
            double common = zone.onCommonScale(score);
            assertEquals(score >= 0.3, common >= Zone.THRESHOLD, "at " + score);
            assertEquals(score, zone.onOwnScale(common), 1e-12);
            assertTrue(common > before, "at " + score);
            before = common;
        }
        assertEquals(0, zone.onCommonScale(0));
        assertEquals(1, zone.onCommonScale(1));
        assertTrue(zone.onCommonScale(Math.nextDown(0.3)) < Zone.THRESHOLD);
    }

    @Test
    void aZoneIsWhereItsRecipeLooksWithinItsBox() {
        StoredRecipe own = recipe(0.3);
        Zone boxed = new Zone("a", Optional.of(new RegionOfInterest(0.5, 0.25, 1, 0.75)), own.recipe());
        assertEquals(new RegionOfInterest(0.5, 0.25, 1, 0.75), boxed.seen());
        assertEquals(RegionOfInterest.ALL, new Zone("a", Optional.empty(), own.recipe()).seen());
    }

    private static void refuses(String why, Runnable attempt) {
        InputException refused = assertThrows(InputException.class, attempt::run);
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private static Composition add(Composition composition, String name, StoredRecipe recipe) {
        return composition.add(name, Optional.empty(), recipe);
    }

    private StoredRecipe composed(StoredRecipe left, StoredRecipe right) {
        return write(add(add(new Composition(), "left", left), "right", right));
    }

    private StoredRecipe write(Composition composition) {
        return composition.write(
                "board", "1", "test", Instant.EPOCH, folder.resolve("zoned-" + System.nanoTime()), Existing.REFUSE);
    }

    private StoredRecipe recipe(double threshold) {
        return TinyRecipe.withThreshold(threshold).writeTo(folder.resolve("recipe-" + System.nanoTime()));
    }

    private static String json(StoredRecipe stored) throws IOException {
        return Files.readString(stored.directory().resolve(Recipe.DESCRIPTION));
    }
}

package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.recipe.RecipeWriter.Existing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipes that say which appliances they are for. */
class RequirementsTest {
    private static final ThisAppliance BOX = new ThisAppliance(Optional.of("1.1"), "linux/amd64");

    @TempDir
    private Path folder;

    private StoredRecipe plain;

    @BeforeEach
    void make() {
        plain = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("plain"));
    }

    private StoredRecipe requiring(String appliance, String... platforms) {
        return RecipeWriter.writeWithRequirements(
                plain,
                new Requirements(Optional.of(appliance), new TreeSet<>(Set.of(platforms))),
                Instant.EPOCH,
                folder.resolve("requiring" + appliance + platforms.length),
                Existing.REFUSE);
    }

    private RecipeStore store(ThisAppliance appliance) {
        return RecipeStore.open(folder.resolve("store"), Sealing.NONE, appliance);
    }

    @Test
    void whatIsRequiredIsPartOfTheManifestAndSoOfTheDigestThatIsSigned() {
        StoredRecipe made = requiring("1.0", "linux/arm64", "linux/amd64");

        String manifest = new String(made.recipe().manifest(), StandardCharsets.UTF_8);
        assertTrue(manifest.contains("\"dev.destseg.recipe.minimum-appliance\":\"1.0\""), manifest);
        assertTrue(manifest.contains("\"dev.destseg.recipe.platforms\":\"linux/amd64,linux/arm64\""), manifest);
        assertFalse(made.recipe().digest().equals(plain.recipe().digest()));
        assertEquals(made.recipe(), RecipeReader.read(made.directory()).recipe());
        assertEquals(
                Optional.of(plain.recipe().digest()),
                made.recipe().description().provenance().parent());
    }

    @Test
    void aRecipeForThisApplianceIsTakenAndActivated() {
        StoredRecipe made = requiring("1.1", "linux/amd64");
        RecipeStore store = store(BOX);
        store.add(made.directory());
        store.activate("tiny", made.recipe().digest());
        assertEquals(Optional.of(made.recipe().digest()), store.active("tiny"));
    }

    @Test
    void refusesToImportARecipeForALaterApplianceOrAnotherPlatform() throws IOException {
        refusesImport("needs an appliance of version 1.10 or later; this is 1.1", requiring("1.10", "linux/amd64"));
        refusesImport("is for linux/arm64; this box is linux/amd64", requiring("1.1", "linux/arm64"));
    }

    private void refusesImport(String reason, StoredRecipe made) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        RecipeArchive.write(made, List.of(), archive);
        RecipeStore store = store(BOX);
        refuses(
                reason,
                () -> store.importFrom(
                        new ByteArrayInputStream(archive.toByteArray()), "tiny.tar", RecipeAdmission.EVERY));
        refuses(reason, () -> store.add(made.directory()));
        assertTrue(store.list().isEmpty());
    }

    @Test
    void refusesToActivateARecipeThatAnOlderApplianceFindsInItsStore() {
        StoredRecipe made = requiring("1.1");
        store(BOX).add(made.directory());
        RecipeStore older = store(new ThisAppliance(Optional.of("1.0"), "linux/amd64"));

        refuses(
                "needs an appliance of version 1.1",
                () -> older.activate("tiny", made.recipe().digest()));
        assertEquals(Optional.empty(), older.active("tiny"));
    }

    @Test
    void refusesWhatIsNoVersionOrPlatform() {
        assertThrows(IllegalArgumentException.class, () -> requiring("1 2"));
        assertThrows(IllegalArgumentException.class, () -> requiring("1.0", "Linux"));
    }

    private static void refuses(String reason, Runnable change) {
        RecipeRefusedException refusal = assertThrows(RecipeRefusedException.class, change::run);
        assertEquals(Cause.UNSUITABLE, refusal.why());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}

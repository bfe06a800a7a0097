package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.ImageStatistics;
import dev.destseg.inspection.TinyRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoodTraitsTest {
    @TempDir
    private Path folder;

    @Test
    void describesHowTheTraitsAreSpread() {
        GoodTraits traits = GoodTraits.of(List.of(new ImageStatistics(100, 10, 3), new ImageStatistics(110, 10, 5)));
        assertEquals(2, traits.images());
        assertEquals(new TraitRange(105, 5, 100, 110), traits.brightness());
        assertEquals(new TraitRange(10, 0, 10, 10), traits.contrast());
    }

    @Test
    void survivesARecipesWayThroughItsManifest() {
        GoodTraits traits =
                GoodTraits.of(List.of(new ImageStatistics(100.5, 10, 3))).withScores(new double[] {0.25});
        StoredRecipe plain = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("plain"));
        RecipeDescription told = plain.recipe().description();
        RecipeDescription taught = PlainDescription.of(
                told.name(),
                told.version(),
                told.profile(),
                told.inputSize(),
                told.regionOfInterest(),
                told.threshold(),
                told.score(),
                List.of(),
                Optional.of(traits),
                told.provenance());
        RecipeWriter.write(
                taught,
                Map.of(Recipe.MODEL, Content.of(plain.bytes(Recipe.MODEL))),
                folder.resolve("taught"),
                RecipeWriter.Existing.REFUSE);
        assertEquals(
                Optional.of(traits),
                RecipeReader.read(folder.resolve("taught"))
                        .recipe()
                        .description()
                        .goodTraits());
    }

    @Test
    void aRecipeWithoutThemHasNoFieldForThemAndIsReadAsBefore() throws Exception {
        StoredRecipe plain = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("plain"));
        assertFalse(Files.readString(plain.path("model.onnx").resolveSibling("recipe.json"))
                .contains("good_traits"));
        StoredRecipe read = RecipeReader.read(plain.directory());
        assertEquals(plain.recipe().digest(), read.recipe().digest());
        assertTrue(read.recipe().description().goodTraits().isEmpty());
    }

    @Test
    void refusesARangeThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new TraitRange(5, 1, 6, 7));
        assertThrows(IllegalArgumentException.class, () -> new TraitRange(5, Double.NaN, 4, 7));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TraitRange(Double.POSITIVE_INFINITY, 1, 6, Double.POSITIVE_INFINITY));
    }
}

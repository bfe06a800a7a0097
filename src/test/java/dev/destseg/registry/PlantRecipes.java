package dev.destseg.registry;

import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.PlainDescription;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Recipes of a product 'tiny' in versions. */
public final class PlantRecipes {
    private PlantRecipes() {}

    public static StoredRecipe write(Path target, String version, double threshold) {
        return write(target, "tiny", version, threshold);
    }

    public static StoredRecipe write(Path target, String product, String version, double threshold) {
        try {
            Path made = Files.createTempDirectory("tiny").resolve("made");
            StoredRecipe source = TinyRecipe.withThreshold(threshold).writeTo(made);
            RecipeDescription old = source.recipe().description();
            RecipeDescription description = PlainDescription.of(
                    product,
                    version,
                    old.profile(),
                    old.inputSize(),
                    old.regionOfInterest(),
                    old.threshold(),
                    old.score(),
                    old.golden(),
                    old.goodTraits(),
                    old.provenance());
            Map<String, Content> files = new TreeMap<>();
            for (String file : source.recipe().files().keySet()) {
                files.put(file, Content.of(source.bytes(file)));
            }
            return RecipeWriter.write(description, files, target, Existing.REFUSE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

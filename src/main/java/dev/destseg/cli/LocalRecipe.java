package dev.destseg.cli;

import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Path;
import java.util.List;

/** A recipe on this machine: one that the appliance keeps, or a directory. */
record LocalRecipe(StoredRecipe stored, List<Signature> signatures) {
    /** @param text a digest, or a directory */
    static LocalRecipe find(String text, StoreOption store) {
        if (!isDigest(text)) {
            return new LocalRecipe(RecipeReader.read(Path.of(text)), List.of());
        }
        RecipeStore recipes = store.open();
        Sha256 digest = StoreOption.digest(text);
        return new LocalRecipe(recipes.get(digest), recipes.signatures(digest));
    }

    static boolean isDigest(String text) {
        return text.startsWith("sha256:");
    }
}

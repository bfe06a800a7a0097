package dev.destseg.inspection;

import dev.destseg.inference.Model;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A model of a recipe, read from its file and checked against its digest whenever it is loaded.
 *
 * @param file {@link dev.destseg.recipe.Recipe#MODEL} or its INT8 twin
 */
record RecipeModel(StoredRecipe stored, String file) implements Model {
    @Override
    public int size() {
        return Math.toIntExact(stored.file(file).size());
    }

    /** @throws InputException when the recipe has no such file, or it was changed */
    @Override
    public void writeTo(OutputStream output) throws IOException {
        stored.content(file).writeTo(output);
    }
}

package dev.destseg.inspection.products;

import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Path;

/** A program that lets two recipes judge a product in turn until it is killed. */
public final class BusyProducts {
    private BusyProducts() {}

    /** Arguments: the folder of the recipes, two recipes of one product. */
    public static void main(String[] arguments) {
        SmallProducts box = new SmallProducts(Path.of(arguments[0]));
        Sha256 next = added(box, arguments[1]);
        Sha256 other = added(box, arguments[2]);
        while (true) {
            box.products.activate("tiny", next, "test");
            System.out.println("active " + next);
            Sha256 before = next;
            next = other;
            other = before;
        }
    }

    private static Sha256 added(SmallProducts box, String directory) {
        StoredRecipe recipe = RecipeReader.read(Path.of(directory));
        box.products.add(recipe, "test");
        return recipe.recipe().digest();
    }
}

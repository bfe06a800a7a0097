package dev.destseg.line.opcua;

import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.recipe.RecipeDescription;
import java.util.Optional;

/** What a client that starts a job names of what is to judge; what it leaves out may be any. */
record Wanted(Optional<String> recipe, Optional<String> version, Optional<String> product) {
    /** @param in inputs of a Start method */
    static Wanted of(Inputs in) {
        return new Wanted(in.id(2), in.text(2, "Version"), in.id(3));
    }

    boolean isBy(Optional<ActiveRecipe> judging) {
        Optional<RecipeDescription> description =
                judging.map(active -> active.stored().recipe().description());
        return isOrAny(recipe, description.map(RecipeDescription::name))
                && isOrAny(version, description.map(RecipeDescription::version))
                && isOrAny(product, judging.map(ActiveRecipe::product));
    }

    private static boolean isOrAny(Optional<String> wanted, Optional<String> given) {
        return wanted.isEmpty() || wanted.equals(given);
    }

    /** For people. */
    @Override
    public String toString() {
        return "the recipe '" + recipe.orElse("any") + "', version " + version.orElse("any") + ", of the product '"
                + product.orElse("any") + "'";
    }
}

package dev.destseg.cli;

import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.GoldenWatch;
import dev.destseg.line.FolderSources;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The appliance between start and stop. */
public final class ServedAppliance implements QuarkusApplication {
    private final Console console = Console.standard();
    private final ActiveRecipes recipes;
    private final GoldenWatch watch;
    private final FolderSources folders;
    private final HttpServer server;

    ServedAppliance(ActiveRecipes recipes, GoldenWatch watch, FolderSources folders, HttpServer server) {
        this.recipes = recipes;
        this.watch = watch;
        this.folders = folders;
        this.server = server;
    }

    /** @param given recipes to judge by, each as {@code [PRODUCT=]RECIPE} */
    @Override
    public int run(String... given) {
        Set<String> products = new TreeSet<>();
        for (String recipe : given) {
            activate(recipe, products);
        }
        watch.start();
        folders.start();
        console.print(welcome(products));
        Quarkus.waitForExit();
        return ExitCode.DONE;
    }

    private void activate(String option, Set<String> products) {
        int separator = option.indexOf('=');
        StoredRecipe stored = RecipeReader.read(Path.of(option.substring(separator + 1)));
        String product = separator > 0
                ? option.substring(0, separator)
                : stored.recipe().description().name();
        if (!products.add(product)) {
            throw new InputException("Two recipes are given for the product " + product
                    + "; name the product of one of them as --recipe PRODUCT=" + stored.directory());
        }
        recipes.activate(product, stored);
        console.say(product + ": " + stored.recipe().digest());
    }

    private String welcome(Set<String> products) {
        String address = server.getLocalBaseUri().toString().replaceAll("/$", "");
        if (products.isEmpty()) {
            return "Listening on " + address + " without a recipe, so that nothing can be judged. Learn a product with"
                    + "\n  destseg train PHOTOS --out product.recipe\nand start again with\n  destseg serve --recipe"
                    + " product.recipe";
        }
        String query =
                products.size() == 1 ? "" : "?product=" + products.iterator().next();
        return "Ready on " + address + ". Judge an image with\n  curl --data-binary @photo.jpg -H 'Content-Type:"
                + " image/jpeg' '" + address + "/api/v1/inspections" + query + "'";
    }
}

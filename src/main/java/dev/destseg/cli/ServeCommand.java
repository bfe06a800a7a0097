package dev.destseg.cli;

import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.GoldenWatch;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the appliance until it is stopped. */
@Command(
        name = ServeCommand.NAME,
        description = {
            "Judges images that arrive over HTTP, until it is stopped.",
            "",
            "Several products are served by several --recipe options; the product is named after the recipe unless"
                    + " PRODUCT= is put before it. On SIGTERM or Ctrl-C what was accepted is finished first."
        },
        footer = {
            "  destseg serve --recipe flange.recipe",
            "  destseg serve --recipe left=flange-a.recipe --recipe right=flange-b.recipe --port 9000",
            "  curl --data-binary @photo.jpg -H 'Content-Type: image/jpeg' http://127.0.0.1:8080/api/v1/inspections"
        })
final class ServeCommand implements Callable<Integer> {
    static final String NAME = "serve";

    private final Console console;
    private final ActiveRecipes recipes;
    private final GoldenWatch watch;
    private final HttpServer server;

    @Option(
            names = "--recipe",
            paramLabel = "[PRODUCT=]RECIPE",
            description = "A recipe to judge by; may be given several times.")
    List<String> given = List.of();

    @Mixin
    ListenOptions listen = new ListenOptions();

    ServeCommand(Console console, ActiveRecipes recipes, GoldenWatch watch, HttpServer server) {
        this.console = console;
        this.recipes = recipes;
        this.watch = watch;
        this.server = server;
    }

    @Override
    public Integer call() {
        Set<String> products = new TreeSet<>();
        for (String recipe : given) {
            activate(recipe, products);
        }
        watch.start();
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

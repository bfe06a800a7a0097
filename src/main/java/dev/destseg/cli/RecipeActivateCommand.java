package dev.destseg.cli;

import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Chooses what an appliance judges by when it starts. */
@Command(
        name = "activate",
        description = {
            "Lets a recipe judge a product from the next start of the appliance on.",
            "",
            "At its start the appliance checks that the recipe judges rightly there; if not, the one before goes on. A"
                    + " running appliance takes activations over HTTP: POST /api/v1/products/PRODUCT/activation."
        },
        footer = {"  destseg recipe activate sha256:6b86...", "  destseg recipe activate sha256:6b86... --product left"
        })
final class RecipeActivateCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIGEST", description = "The recipe, as 'destseg recipe list' names it.")
    String digest;

    @Option(names = "--product", paramLabel = "NAME", description = "The product (default: the recipe's name).")
    @Nullable
    String product;

    @Mixin
    StoreOption store = new StoreOption();

    RecipeActivateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecipeStore recipes = store.open();
        Sha256 wanted = StoreOption.digest(digest);
        String judged = product == null ? recipes.describe(wanted).description().name() : product;
        recipes.activate(judged, wanted);
        console.print(judged + " is judged by " + wanted + " from the next start on");
        return ExitCode.DONE;
    }
}

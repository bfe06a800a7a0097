package dev.destseg.cli;

import dev.destseg.recipe.RecipeAdmission;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a recipe to an appliance. */
@Command(
        name = "import",
        description = "Adds a recipe to those that the appliance keeps; it judges nothing yet.",
        footer = {
            "  destseg recipe import flange.recipe.tar",
            "  destseg recipe import flange.recipe.tar --policy trust-policy.json",
            "  destseg recipe import flange.recipe"
        })
final class RecipeImportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RECIPE", description = "A file that was exported, or the directory of a recipe.")
    Path recipe;

    @Mixin
    PolicyOption policy = new PolicyOption();

    @Mixin
    StoreOption store = new StoreOption();

    RecipeImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecipeStore recipes = store.open();
        if (!Files.isRegularFile(recipe)) {
            admission().require(RecipeReader.read(recipe).recipe(), List.of()); // A directory has no signatures.
        }
        StoredRecipe added = Files.isRegularFile(recipe) ? unpacked(recipes) : recipes.add(recipe);
        console.print(added.recipe().digest().toString());
        return ExitCode.DONE;
    }

    private StoredRecipe unpacked(RecipeStore recipes) {
        try (InputStream archive = new BufferedInputStream(Files.newInputStream(recipe))) {
            return recipes.importFrom(archive, recipe.toString(), admission());
        } catch (IOException e) {
            throw new InputException("The file " + recipe + " cannot be read: " + e + ". Check permissions", e);
        }
    }

    private RecipeAdmission admission() {
        return policy.read()
                .<RecipeAdmission>map(rules -> (taken, signatures) -> rules.admit(taken, signatures, Instant.now()))
                .orElse(RecipeAdmission.EVERY);
    }
}

package dev.destseg.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about recipes. */
@Command(
        name = "recipe",
        description =
                "Looks after the recipes that an appliance keeps, and makes some of what other tools have learned.",
        footer = {
            "  destseg recipe list",
            "  destseg recipe import flange.recipe.tar",
            "  destseg recipe push flange.recipe registry.plant.example/recipes/flange:1.0 --key plant.key",
            "  destseg recipe import-checkpoint bottle.pckl --good bottle/test/good --out bottle.recipe"
        },
        subcommands = {
            RecipeListCommand.class,
            RecipeImportCommand.class,
            RecipeExportCommand.class,
            RecipeActivateCommand.class,
            RecipePushCommand.class,
            RecipePullCommand.class,
            RecipeTagCommand.class,
            RecipeSignCommand.class,
            RecipeVerifyCommand.class,
            RecipeInspectCommand.class,
            RecipeRequireCommand.class,
            CheckpointImportCommand.class
        })
final class RecipeCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }
}

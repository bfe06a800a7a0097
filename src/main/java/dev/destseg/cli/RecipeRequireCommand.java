package dev.destseg.cli;

import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.Requirements;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which appliances a recipe is for. */
@Command(
        name = "require",
        description = {
            "Makes a recipe of another that only some appliances take.",
            "",
            "What it needs is part of the new recipe, and signed with it: others neither fetch nor import nor activate it."
        },
        footer = {
            "  destseg recipe require flange.recipe --appliance 1.2 --out flange-1.2.recipe",
            "  destseg recipe require flange.recipe --platform linux/arm64 --out flange-arm64.recipe"
        })
final class RecipeRequireCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RECIPE", description = "Directory of the recipe to begin with.")
    Path recipe;

    @Option(names = "--appliance", paramLabel = "VERSION", description = "Oldest version of the appliance.")
    @Nullable
    String appliance;

    @Option(
            names = "--platform",
            paramLabel = "OS/MACHINE",
            description = "A platform that it is for, such as linux/amd64; may be given several times (default: any).")
    Set<String> platforms = Set.of();

    @Option(names = "--out", required = true, paramLabel = "RECIPE", description = "Directory of the new recipe.")
    Path out;

    RecipeRequireCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        StoredRecipe source = RecipeReader.read(recipe);
        StoredRecipe made = RecipeWriter.writeWithRequirements(
                source, requirements(), Instant.now().truncatedTo(ChronoUnit.SECONDS), out, Existing.REFUSE);
        console.print(made.recipe().digest().toString());
        return ExitCode.DONE;
    }

    private Requirements requirements() {
        try {
            return new Requirements(Optional.ofNullable(appliance), new TreeSet<>(platforms));
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }
}

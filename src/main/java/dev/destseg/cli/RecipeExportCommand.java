package dev.destseg.cli;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a recipe of an appliance as one file. */
@Command(
        name = "export",
        description = "Writes a recipe that the appliance keeps as one file.",
        footer = {"  destseg recipe export sha256:6b86... --out flange.recipe.tar"})
final class RecipeExportCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIGEST", description = "The recipe, as 'destseg recipe list' names it.")
    String digest;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to make.")
    Path out;

    @Mixin
    StoreOption store = new StoreOption();

    RecipeExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw new InputException("The file " + out + " exists already; give another --out");
        }
        RecipeStore recipes = store.open();
        Sha256 wanted = StoreOption.digest(digest);
        try {
            AtomicFile.write(out, output -> recipes.exportTo(wanted, output));
        } catch (IOException e) {
            throw new InputException("The file " + out + " cannot be written: " + e + ". Give another --out", e);
        }
        console.print(out.toString());
        return ExitCode.DONE;
    }
}

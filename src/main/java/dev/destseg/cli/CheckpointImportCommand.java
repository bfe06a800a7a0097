package dev.destseg.cli;

import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.CheckpointImport;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a recipe of a checkpoint of the published implementation. */
@Command(
        name = "import-checkpoint",
        description = {
            "Makes a recipe of a whole checkpoint of the published DeSTSeg: teacher, student and segmentation network.",
            "",
            "FILE is its state dictionary (PyTorch or safetensors); nothing in it is run. The threshold comes from good"
                    + " images that were not learned from."
        },
        footer = {"  destseg recipe import-checkpoint bottle.pckl --good bottle/test/good --out bottle.recipe"})
final class CheckpointImportCommand implements Callable<Integer> {
    private final Console console;
    private final String version;

    @Parameters(paramLabel = "FILE", description = "The checkpoint.")
    Path file;

    @Option(
            names = "--good",
            required = true,
            paramLabel = "DIR",
            description = "Images of good parts that the checkpoint was not trained on.")
    Path good;

    @Option(names = "--out", required = true, paramLabel = "RECIPE", description = "Directory of the new recipe.")
    Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the product (default: the file's).")
    @Nullable
    String name;

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Mixin
    JsonOption json = new JsonOption();

    CheckpointImportCommand(Console console, String version) {
        this.console = console;
        this.version = version;
    }

    @Override
    public Integer call() {
        CheckpointImport checkpoint = new CheckpointImport(
                new OnnxRuntime(),
                threads.count(),
                version,
                Clock.systemUTC(),
                problem -> console.say(problem.file() + " " + problem.message()));
        StoredRecipe recipe = checkpoint.write(file, good, name == null ? productName() : name, out);
        new RecipeSummary(console).print(recipe, json.requested());
        return ExitCode.DONE;
    }

    private String productName() {
        return RecipeDescription.nameOf(file.getFileName().toString().replaceAll("\\.[^.]*$", ""));
    }
}

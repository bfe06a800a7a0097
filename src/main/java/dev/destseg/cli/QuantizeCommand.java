package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.quantization.QuantizationRequest;
import dev.destseg.inspection.quantization.RecipeQuantization;
import dev.destseg.inspection.quantization.RecipeQuantization.Quantized;
import dev.destseg.quantization.RangeMethod;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a model that computes with bytes to a recipe. */
@Command(
        name = "quantize",
        description = {
            "Makes a recipe faster: adds a model that computes with bytes (INT8) and is used where the processor can and the"
                    + " golden set is judged as expected.",
            "",
            "DATASET is what the recipe was learned from. Ranges are chosen on its good images, half of them with synthetic"
                    + " defects. The test images, or where they do not tell good from bad the good images held back with"
                    + " synthetic defects, decide whether the model may judge: image AUROC may drop by 0.002, pixel AP by"
                    + " 0.01, one verdict in a hundred may become wrong. Layers that cost too much stay in float. When nothing"
                    + " helps, no recipe is written and the exit code is 1."
        },
        footer = {
            "  destseg quantize flange.recipe demo/flange --out flange-int8.recipe",
            "  destseg quantize flange.recipe demo/flange --out flange-int8.recipe --calibration entropy --json",
            "  destseg benchmark flange-int8.recipe demo/flange/test/good"
        })
final class QuantizeCommand implements Callable<Integer> {
    private static final int MOST_IMAGES = 10_000;

    private final Console console;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "The recipe.")
    Path recipe;

    @Parameters(index = "1", paramLabel = "DATASET", description = "Folder of images of the product.")
    Path dataset;

    @Option(names = "--out", required = true, paramLabel = "RECIPE", description = "Directory of the new recipe.")
    Path out;

    @Option(
            names = "--calibration",
            paramLabel = "HOW",
            description =
                    "How the ranges of bytes are chosen: min-max, percentile, entropy, or auto, the one that moves"
                            + " the maps least (default: ${DEFAULT-VALUE}).")
    String calibration = "auto";

    @Option(
            names = "--images",
            paramLabel = "N",
            description =
                    "Images, or tiles of them, that ranges are chosen on; none is taken twice (default: ${DEFAULT-VALUE}).")
    int images = 48;

    @Option(names = "--force", description = "Replace the recipe if there is one.")
    boolean force;

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Mixin
    JsonOption json = new JsonOption();

    QuantizeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (images < 1 || images > MOST_IMAGES) {
            throw new InputException("--images is " + images + "; give 1 to " + MOST_IMAGES);
        }
        if (!force && Files.exists(out)) {
            throw new InputException(out + " exists already. Give another --out, or --force to replace it");
        }
        StoredRecipe stored = RecipeReader.read(recipe);
        Dataset product =
                new DatasetReader(problem -> console.say(problem.file() + " " + problem.message())).read(dataset);
        QuantizationRequest request = new QuantizationRequest(stored, product, methods(), images, threads.count());
        RecipeQuantization quantization;
        Quantized quantized;
        try (QuantizationDisplay display = new QuantizationDisplay(console)) {
            quantization = new RecipeQuantization(request, new OnnxRuntime(), display);
            quantized = quantization.run();
        }
        return answer(quantization, quantized);
    }

    private List<RangeMethod> methods() {
        try {
            return calibration.equals("auto") ? List.of(RangeMethod.values()) : List.of(RangeMethod.of(calibration));
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage() + "; give auto, min-max, percentile or entropy", e);
        }
    }

    private int answer(RecipeQuantization quantization, Quantized quantized) {
        ObjectNode figures = QuantizationText.json(quantized.report());
        if (!json.requested()) {
            console.print(QuantizationText.of(quantized.report()));
        }
        if (quantized.report().usable()) {
            StoredRecipe written =
                    quantization.write(quantized, Instant.now(), out, force ? Existing.REPLACE : Existing.REFUSE);
            figures.put("recipe", out.toString());
            figures.put("digest", written.recipe().digest().toString());
            console.say("The recipe is " + out + ".");
        }
        if (json.requested()) {
            console.print(figures);
        }
        return quantized.report().usable() ? ExitCode.DONE : ExitCode.NEGATIVE;
    }
}

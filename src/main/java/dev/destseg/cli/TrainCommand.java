package dev.destseg.cli;

import dev.destseg.dataset.synthesis.ProductRotation;
import dev.destseg.dataset.synthesis.SynthesisSettings;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.Profile;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.training.Phase;
import dev.destseg.training.ProductTraining;
import dev.destseg.training.StoredTeacher;
import dev.destseg.training.TrainingRequest;
import dev.destseg.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Learns a product from good images and writes its recipe. */
@Command(
        name = "train",
        description = {
            "Learns a product from images of good parts and writes a recipe.",
            "",
            "DATASET is a folder of good images, or a folder in MVTec AD layout (train/good is used). A run that was"
                    + " interrupted goes on with the same command and --resume."
        },
        footer = {
            "  destseg train parts/good --out gear.recipe --budget 15m",
            "  destseg train mvtec/bottle --out bottle.recipe --profile paper --teacher resnet18.onnx --rotation any",
            "  destseg train parts/good --out gear.recipe --budget 15m --resume",
            "  destseg train parts/new --out gear2.recipe --from gear.recipe --budget 5m"
        })
final class TrainCommand implements Callable<Integer> {
    private final Console console;
    private final String version;

    @Parameters(paramLabel = "DATASET", description = "Folder of good images.")
    Path dataset;

    @Option(names = "--out", required = true, paramLabel = "RECIPE", description = "Directory of the new recipe.")
    Path out;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the product (default: the folder's).")
    @Nullable
    String name;

    @Option(
            names = "--profile",
            defaultValue = "edge",
            paramLabel = "NAME",
            description = "Sizes of the networks: edge or paper (default: ${DEFAULT-VALUE}).")
    String profile;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time for everything, such as 90s, 15m, 1h (default: the profile's number of steps).")
    @Nullable
    Duration budget;

    @Option(
            names = "--steps",
            paramLabel = "N,M",
            split = ",",
            arity = "1",
            description = "Steps of the denoising and of the segmentation phase.")
    @Nullable
    Integer @Nullable [] steps;

    @Option(names = "--batch", paramLabel = "N", description = "Images of a step (default: chosen from memory).")
    @Nullable
    Integer batch;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of a step (default: all processors).")
    @Nullable
    Integer threads;

    @Option(
            names = "--input-size",
            defaultValue = "256",
            paramLabel = "PIXELS",
            description = "Height and width that the networks see, a multiple of 32 (default: ${DEFAULT-VALUE}).")
    int inputSize;

    @Option(
            names = "--rotation",
            defaultValue = "none",
            paramLabel = "HOW",
            description = "How parts may lie: none, small (5 degrees), any (quarter turns and 5 degrees)"
                    + " (default: ${DEFAULT-VALUE}).")
    String rotation;

    @Option(
            names = "--validation",
            defaultValue = "0.15",
            paramLabel = "SHARE",
            description = "Share of the good images held back for the threshold (default: ${DEFAULT-VALUE}).")
    double validation;

    @Option(
            names = "--textures",
            paramLabel = "DIR",
            description = "Photographs to corrupt with, such as DTD (default: generated textures).")
    @Nullable
    Path textures;

    @Option(names = "--teacher", paramLabel = "FILE.onnx", description = "The teacher (default: the embedded one).")
    @Nullable
    Path teacher;

    @Option(names = "--from", paramLabel = "RECIPE", description = "Go on from the weights of this recipe.")
    @Nullable
    Path from;

    @Option(
            names = "--checkpoint-every",
            defaultValue = "60s",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "What an interruption can cost at most (default: ${DEFAULT-VALUE}).")
    Duration checkpointEvery;

    @Option(names = "--resume", description = "Go on with the run that was interrupted.")
    boolean resume;

    @Option(names = "--force", description = "Replace the recipe if there is one.")
    boolean force;

    @Mixin
    AblationOptions ablations = new AblationOptions();

    @Mixin
    JsonOption json = new JsonOption();

    TrainCommand(Console console, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.console = console;
        this.version = version;
    }

    @Override
    public Integer call() {
        TrainingRequest request = new TrainingRequest(
                name == null ? productName() : name,
                dataset,
                out,
                settings(),
                batch == null ? OptionalInt.empty() : OptionalInt.of(batch),
                teacher == null ? StoredTeacher.embedded() : StoredTeacher.read(teacher),
                Optional.ofNullable(from).map(RecipeReader::read),
                Optional.ofNullable(textures),
                Optional.ofNullable(budget),
                checkpointEvery,
                threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                resume,
                force,
                version);
        OnnxRuntime runtime = new OnnxRuntime();
        StoredRecipe recipe;
        try (TrainingDisplay display = new TrainingDisplay(console)) {
            recipe = new ProductTraining(request, runtime, runtime, display, Clock.systemUTC()).run();
        }
        new RecipeSummary(console).print(recipe, json.requested());
        return ExitCode.DONE;
    }

    private String productName() {
        String folder = dataset.toAbsolutePath().normalize().getFileName().toString();
        return folder.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    }

    private TrainingSettings settings() {
        try {
            Profile sizes = Profile.ALL.stream()
                    .filter(known -> known.name().equals(profile))
                    .findFirst()
                    .orElseThrow(() -> new InputException("There is no profile named " + profile
                            + "; give one of "
                            + String.join(
                                    ", ",
                                    Profile.ALL.stream().map(Profile::name).toList())));
            TrainingSettings settings = TrainingSettings.of(ablations.apply(sizes.withInputSize(inputSize)))
                    .withSeed(seed)
                    .withValidationShare(validation)
                    .withDenoisingImages(!ablations.noDenoising);
            SynthesisSettings synthesis = settings.synthesis().withRotation(rotation());
            settings = settings.withSynthesis(synthesis);
            if (steps == null) {
                return settings;
            }
            int[] counts = stepCounts();
            return settings.withSteps(counts[0], counts[1]);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private int[] stepCounts() {
        if (steps == null || steps.length != Phase.values().length || steps[0] == null || steps[1] == null) {
            throw new InputException("Give --steps as two numbers, such as --steps 700,400");
        }
        return new int[] {steps[0], steps[1]};
    }

    private ProductRotation rotation() {
        return switch (rotation) {
            case "none" -> ProductRotation.NONE;
            case "small" -> ProductRotation.SMALL;
            case "any" -> ProductRotation.ANY_QUARTER;
            default -> throw new InputException("There is no rotation named " + rotation + "; give none, small or any");
        };
    }
}

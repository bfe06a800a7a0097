package dev.destseg.cli;

import dev.destseg.dataset.Sight;
import dev.destseg.dataset.synthesis.SynthesisSettings;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Profile;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.training.ProductTraining;
import dev.destseg.training.TrainingRequest;
import dev.destseg.training.TrainingSettings;
import dev.destseg.training.instant.InstantRequest;
import dev.destseg.training.instant.InstantSettings;
import dev.destseg.training.instant.InstantTraining;
import dev.destseg.training.instant.MemoryLocator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
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
            "  destseg train parts/good --out gear.recipe",
            "  destseg train parts/good --out gear.recipe --budget 15m",
            "  destseg train mvtec/bottle --out bottle.recipe --profile paper --teacher resnet18.onnx --rotation any",
            "  destseg train parts/good --out gear.recipe --profile edge --budget 1h",
            "  destseg train parts/good --out gear.recipe --profile edge --budget 1h --resume",
            "  destseg train parts/good --out gear.recipe --region 0.25,0.1,0.5,0.8",
            "  destseg train parts/good --out gear.recipe --tile 512 --ignore 0.8,0,0.2,0.1 --ignore label.png",
            "  destseg train parts/good --out gear.recipe --register first --max-turn 180",
            "  destseg train parts/good --out gear.recipe --light changing",
            "  destseg train parts/good --out gear.recipe --defects parts/scratched",
            "  destseg train parts/good --out gear2.recipe --from gear-edge.recipe --defects parts/scratched --budget 5m",
            "  destseg train parts/new --out gear2.recipe --from gear.recipe",
            "  destseg train parts/new --out gear2.recipe --from gear-edge.recipe --budget 5m"
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
            paramLabel = "NAME",
            description =
                    "What learns: instant (remembers good parts, about a minute), edge or paper (DeSTSeg)"
                            + " (default: the one of --from; else instant, or edge where --steps, --batch, --textures or --resume is given).")
    @Nullable
    String profile;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--input-size",
            defaultValue = "256",
            paramLabel = "PIXELS",
            description =
                    "Height and width that the networks see, a multiple of 32 (default: ${DEFAULT-VALUE}; with the profile"
                            + " instant and --from, that of the recipe).")
    int inputSize;

    @Mixin
    SightOptions sight = new SightOptions();

    @Mixin
    RotationOption rotation = new RotationOption();

    @Mixin
    LightOption light = new LightOption();

    @Option(
            names = "--validation",
            defaultValue = "0.15",
            paramLabel = "SHARE",
            description =
                    "Share of the good images held back for the threshold (default: ${DEFAULT-VALUE}; with the profile"
                            + " instant and --from, every new image is judged by a memory without it).")
    double validation;

    @Option(
            names = "--defects",
            paramLabel = "FOLDER",
            description =
                    "Images of defective parts whose like is to be found more surely; the mask of a.jpg, if there is one, is"
                            + " a_mask.png beside it.")
    @Nullable
    Path defects;

    @Option(
            names = "--from",
            paramLabel = "RECIPE",
            description =
                    "Go on from this recipe: from its weights or, with the profile instant, add the images to those"
                            + " that it remembers.")
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

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "Memory that a step may be sized for, in mebibytes (default: what is free).")
    @Nullable
    Long memory;

    @Option(
            names = "--progress",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How standard error tells the progress: text, or json, an object a line"
                    + " (default: ${DEFAULT-VALUE}).")
    String progress = "text";

    @Option(
            names = "--previews",
            paramLabel = "FOLDER",
            description = "Show there, now and then, the anomaly maps of a few images as they are by now.")
    @Nullable
    Path previews;

    @Mixin
    InputGuard guard = new InputGuard();

    @Mixin
    BoxKeyOption boxKey = new BoxKeyOption();

    @Mixin
    GiveWayOption giveWay = new GiveWayOption();

    @Mixin
    TrainingDeviceOption device = new TrainingDeviceOption();

    @Option(names = "--force", description = "Replace the recipe if there is one.")
    boolean force;

    @Mixin
    LearningOptions learning = new LearningOptions();

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Mixin
    AblationOptions ablations = new AblationOptions();

    @Mixin
    JsonOption json = new JsonOption();

    TrainCommand(Console console, String version) {
        this.console = console;
        this.version = version;
    }

    @Override
    public Integer call() {
        guard.watch();
        StoredRecipe recipe;
        try (ShownTraining display = display()) {
            recipe = profile().equals(InstantModel.PROFILE) ? remember(display) : learn(display);
        }
        new RecipeSummary(console).print(recipe, json.requested());
        return ExitCode.DONE;
    }

    private ShownTraining display() {
        return switch (progress) {
            case "text" -> new TrainingDisplay(console);
            case "json" -> new TrainingJson(console, System::nanoTime);
            default -> throw new InputException("There is no progress as '" + progress + "'; give text or json");
        };
    }

    private String profile() {
        if (profile != null) {
            return profile;
        }
        if (from != null) {
            return parent().orElseThrow().recipe().description().profile();
        }
        return learning.any() || resume || ablations.any() ? Profile.EDGE.name() : InstantModel.PROFILE;
    }

    private Optional<StoredRecipe> parent() {
        return Optional.ofNullable(from).map(recipe -> RecipeReader.read(recipe, boxKey.opening()));
    }

    /** Of a recipe to go on from, unless another is given. */
    private Sight sight() {
        Optional<RegionOfInterest> learned =
                parent().flatMap(recipe -> recipe.recipe().description().regionOfInterest());
        return sight.sight(learned.orElse(RegionOfInterest.ALL));
    }

    private StoredRecipe remember(ShownTraining display) {
        learning.requireNone(InstantModel.PROFILE);
        if (resume || ablations.any() || rotation.isGiven()) {
            throw new InputException("The profile " + InstantModel.PROFILE + " trains nothing: --resume,"
                    + " --rotation and the --no-... options do not go with it; --profile edge trains");
        }
        InstantSettings standard = InstantSettings.standard();
        InstantRequest request = new InstantRequest(
                name == null ? productName() : name,
                dataset,
                Optional.ofNullable(defects),
                parent(),
                out,
                new InstantSettings(
                        inputSize,
                        sight(),
                        light.light(parent()),
                        standard.bankSize(),
                        standard.sampleSize(),
                        standard.calibrationImages(),
                        standard.weighingImages(),
                        validation,
                        seed),
                learning.teacher(),
                threads.count(),
                learning.budget(),
                force,
                version);
        return new InstantTraining(request, giveWay.runtime(), display, Clock.systemUTC()).run();
    }

    private StoredRecipe learn(ShownTraining display) {
        light.requireInstant(profile());
        TrainingRequest request = new TrainingRequest(
                name == null ? productName() : name,
                dataset,
                Optional.ofNullable(defects),
                out,
                settings(),
                learning.batch(),
                memory == null ? OptionalLong.empty() : OptionalLong.of(Math.multiplyExact(memory, 1L << 20)),
                learning.teacher(),
                parent(),
                learning.textures(),
                learning.budget(),
                checkpointEvery,
                threads.count(),
                Optional.ofNullable(previews),
                resume,
                force,
                version);
        OnnxRuntime runtime = giveWay.runtime();
        MemoryLocator locator = new MemoryLocator(runtime, inputSize, threads.count(), display);
        return new ProductTraining(request, device.runtime(runtime), runtime, locator, display, Clock.systemUTC())
                .run();
    }

    private String productName() {
        Path folder = dataset.toAbsolutePath().normalize();
        return RecipeDescription.nameOf(folder.getFileName().toString());
    }

    private TrainingSettings settings() {
        try {
            Profile sizes = Profile.named(profile());
            TrainingSettings settings = TrainingSettings.of(ablations.apply(sizes.withInputSize(inputSize)))
                    .withSight(sight())
                    .withSeed(seed)
                    .withValidationShare(validation)
                    .withDenoisingImages(!ablations.noDenoising);
            SynthesisSettings synthesis = settings.synthesis().withRotation(rotation.rotation());
            return learning.withSteps(settings.withSynthesis(synthesis));
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }
}

package dev.destseg.cli;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.ImageProblem;
import dev.destseg.evaluation.Evaluation;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.CategoryEvaluation;
import dev.destseg.inspection.CategoryEvaluation.ThresholdSource;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.RecipeEvaluation;
import dev.destseg.network.Profile;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import dev.destseg.training.Ablation;
import dev.destseg.training.Reproduction;
import dev.destseg.training.ReproductionPlan;
import dev.destseg.training.ReproductionResult;
import dev.destseg.training.ReproductionTable;
import dev.destseg.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the published protocol and compares. */
@Command(
        name = "reproduce",
        description = {
            "Runs the published protocol on MVTec AD and prints the published table beside ours.",
            "",
            "DIR holds the categories. Each run leaves a file in the directory of results and is not run again; the same"
                    + " command goes on with what was interrupted. The published runs take 5,000 steps of batch 32 with"
                    + " the resnet18 teacher and the photographs of DTD."
        },
        footer = {
            "  destseg reproduce mvtec --out results --teacher resnet18.onnx --textures dtd/images",
            "  destseg reproduce mvtec --out bottle --categories bottle --seeds 1 --teacher resnet18.onnx --ablations",
            "  destseg reproduce demo --out demo-results --profile edge --seeds 1,2 --steps 300,150"
        })
final class ReproduceCommand implements Callable<Integer> {
    private final Console console;
    private final String version;

    @Parameters(paramLabel = "DIR", description = "Folder of categories in MVTec AD layout.")
    Path folder;

    @Option(names = "--out", required = true, paramLabel = "RESULTS", description = "Directory of the results.")
    Path out;

    @Option(names = "--categories", split = ",", paramLabel = "NAME", description = "Some categories (default: all).")
    List<String> categories = List.of();

    @Option(
            names = "--seeds",
            split = ",",
            defaultValue = "1,2,3,4,5",
            paramLabel = "N",
            description = "One run for each seed (default: ${DEFAULT-VALUE}).")
    List<Long> seeds;

    @Option(
            names = "--profile",
            defaultValue = "paper",
            paramLabel = "NAME",
            description = "Sizes and settings: paper or edge (default: ${DEFAULT-VALUE}).")
    String profile;

    @Option(
            names = "--ablations",
            description =
                    "Also without denoising (den), encoder-decoder (ed) and both: four times the runs. The DeST map"
                            + " of a run is the result without the segmentation network (seg); of steps, not of a budget.")
    boolean ablations;

    @Option(names = "--keep-recipes", description = "Keep the recipe of each run beside its result.")
    boolean keepRecipes;

    @Mixin
    LearningOptions learning = new LearningOptions();

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Mixin
    JsonOption json = new JsonOption();

    ReproduceCommand(Console console, String version) {
        this.console = console;
        this.version = version;
    }

    @Override
    public Integer call() {
        ReproductionPlan plan = new ReproductionPlan(
                folder,
                categories,
                seeds,
                ablations ? Ablation.ALL : List.of(Ablation.FULL),
                settings(),
                learning.teacher(),
                learning.textures(),
                learning.budget(),
                out,
                keepRecipes,
                threads.count(),
                version);
        OnnxRuntime runtime = new OnnxRuntime();
        List<ReproductionResult> results;
        try (TrainingDisplay display = new TrainingDisplay(console)) {
            results = new Reproduction(plan, runtime, runtime, this::measure, display, Clock.systemUTC()).run();
        }
        ReproductionTable table = ReproductionTable.of(results);
        if (json.requested()) {
            console.print(ReproductionJson.of(table, plan));
        } else {
            console.print(ReproductionText.of(table, plan));
        }
        return ExitCode.DONE;
    }

    private TrainingSettings settings() {
        try {
            TrainingSettings settings = learning.withSteps(TrainingSettings.of(Profile.named(profile)));
            return settings.withBatch(learning.batch().orElse(settings.batch()));
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    private Evaluation measure(StoredRecipe recipe, Dataset category) {
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), threads.count());
                Progress progress = console.progress(
                        "Judging " + category.name(), category.test().size())) {
            CategoryEvaluation evaluated = new RecipeEvaluation(recipe, inspector)
                    .evaluate(category, this::say, done -> progress.at(done, ""));
            return evaluated.with(evaluated.choose(ThresholdSource.KEEP));
        }
    }

    private void say(ImageProblem problem) {
        console.say(problem.file() + " " + problem.message());
    }
}

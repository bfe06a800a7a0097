package dev.destseg.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.ImageProblem;
import dev.destseg.evaluation.Evaluation;
import dev.destseg.evaluation.EvaluationJson;
import dev.destseg.evaluation.Report;
import dev.destseg.evaluation.ReportSection;
import dev.destseg.evaluation.ThresholdChoice;
import dev.destseg.inspection.CategoryEvaluation;
import dev.destseg.inspection.CategoryEvaluation.ThresholdSource;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.RecipeEvaluation;
import dev.destseg.inspection.ThresholdRecord;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a recipe on labelled images. */
@Command(
        name = "evaluate",
        description = {
            "Measures how well a recipe judges the test images of a data set, by kind of defect and overall, for the"
                    + " segmentation map and the DeST map.",
            "",
            "A folder of data sets is measured set by set, with means. A threshold chosen here is written with --out"
                    + " into a new recipe; the one given stays as it is."
        },
        footer = {
            "  destseg evaluate flange.recipe data/flange --report report",
            "  destseg evaluate flange.recipe data/flange --json > flange.json",
            "  destseg evaluate flange.recipe data/flange --threshold f1 --out flange-f1.recipe"
        })
final class EvaluateCommand implements Callable<Integer> {
    private static final String WITHOUT_INT8 =
            " It has no INT8 model, whose verdicts were not found as good as those in"
                    + " float at this threshold; 'destseg quantize' makes another.";

    private final Console console;

    @Parameters(index = "0", paramLabel = "RECIPE", description = "The recipe.")
    Path recipe;

    @Parameters(index = "1", paramLabel = "DATASET", description = "A folder with good and defective test images.")
    Path dataset;

    @Option(names = "--report", paramLabel = "DIR", description = "Write a report for people into this folder.")
    @Nullable
    Path report;

    @Option(
            names = "--threshold",
            paramLabel = "SOURCE",
            description = "Judge with the threshold of the recipe (keep), one from the good test images with a bound on"
                    + " false rejects (good), or the one with the best F1 (f1) (default: keep).")
    ThresholdSource source = ThresholdSource.KEEP;

    @Option(names = "--out", paramLabel = "RECIPE", description = "Write a recipe with the chosen threshold.")
    @Nullable
    Path out;

    @Mixin
    PrecisionOption precision = new PrecisionOption();

    @Mixin
    DeviceOption device = new DeviceOption();

    @Mixin
    ThreadsOption threads = new ThreadsOption();

    @Mixin
    JsonOption json = new JsonOption();

    EvaluateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        StoredRecipe stored = RecipeReader.read(recipe);
        List<Dataset> datasets = new DatasetReader(this::say).readAll(dataset);
        if (out != null && (datasets.size() > 1 || source == ThresholdSource.KEEP)) {
            throw new InputException("--out writes the threshold chosen from one data set; give one data set, and"
                    + " --threshold good or --threshold f1");
        }
        try (Inspector inspector =
                Inspector.open(stored, device.runtime(console), threads.count(), precision.wanted())) {
            inspector.note().ifPresent(console::say);
            evaluate(stored, new RecipeEvaluation(stored, inspector), datasets);
        }
        return ExitCode.DONE;
    }

    private void evaluate(StoredRecipe stored, RecipeEvaluation evaluation, List<Dataset> datasets) {
        List<Evaluation> evaluations = new ArrayList<>();
        List<ReportSection> sections = new ArrayList<>();
        for (Dataset each : datasets) {
            CategoryEvaluation category = evaluate(evaluation, each);
            ThresholdChoice choice = category.choose(source);
            evaluations.add(category.with(choice));
            sections.add(category.section(choice, evaluation));
            if (out != null) {
                StoredRecipe written = RecipeWriter.writeWithThreshold(
                        stored, ThresholdRecord.of(choice), Instant.now(), out, Existing.REFUSE);
                console.say("The recipe with the new threshold is " + out + "."
                        + (hasInt8(stored) && !hasInt8(written) ? WITHOUT_INT8 : ""));
            }
        }
        if (report != null) {
            console.say("The report is " + write(report, stored, sections) + ".");
        }
        if (json.requested()) {
            console.print(new ObjectMapper().valueToTree(EvaluationJson.toMap(evaluations)));
        } else {
            evaluations.forEach(each -> console.print(EvaluationTable.of(each)));
            if (evaluations.size() > 1) {
                console.print(EvaluationTable.means(evaluations));
            }
        }
    }

    private static boolean hasInt8(StoredRecipe recipe) {
        return recipe.recipe().description().int8().isPresent();
    }

    private CategoryEvaluation evaluate(RecipeEvaluation evaluation, Dataset each) {
        try (Progress progress = console.progress(
                "Judging " + each.name(), Math.max(1, each.test().size()))) {
            return evaluation.evaluate(each, this::say, done -> progress.at(done, ""));
        }
    }

    private static Path write(Path folder, StoredRecipe stored, List<ReportSection> sections) {
        try {
            return new Report(stored.recipe().description().name(), sections).write(folder);
        } catch (IOException e) {
            throw new InputException("The report cannot be written to " + folder + ": " + e + ". Give another.", e);
        }
    }

    private void say(ImageProblem problem) {
        console.say(problem.file() + " " + problem.message());
    }
}

package dev.destseg.training;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.TrainingRuntime;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeReader;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Runs the published protocol: learns each category from each seed with each ablation, and measures it on the test images.
 * Each run that is done leaves a file in the directory of results and is not run again; a run that was interrupted goes on
 * from its last checkpoint. Used by one thread.
 */
public final class Reproduction {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(1);

    private final ReproductionPlan plan;
    private final TrainingRuntime trainingRuntime;
    private final InferenceRuntime inferenceRuntime;
    private final RecipeMeasurement measurement;
    private final TrainingListener listener;
    private final Clock clock;

    public Reproduction(
            ReproductionPlan plan,
            TrainingRuntime trainingRuntime,
            InferenceRuntime inferenceRuntime,
            RecipeMeasurement measurement,
            TrainingListener listener,
            Clock clock) {
        this.plan = plan;
        this.trainingRuntime = trainingRuntime;
        this.inferenceRuntime = inferenceRuntime;
        this.measurement = measurement;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Runs what is not done yet, the first seed of every category before the next seed.
     *
     * @return the results of all runs of the plan, those done before included
     * @throws InputException when the data cannot be used, or a result there was made with other settings
     * @throws DivergedException when a run goes astray
     */
    public List<ReproductionResult> run() {
        List<Dataset> categories = categories();
        int all = plan.ablations().size() * plan.seeds().size() * categories.size();
        List<ReproductionResult> results = new ArrayList<>();
        for (Ablation ablation : plan.ablations()) {
            for (long seed : plan.seeds()) {
                for (Dataset category : categories) {
                    ReproductionRun run = new ReproductionRun(category.name(), seed, ablation);
                    listener.said("Run " + (results.size() + 1) + " of " + all + ": " + run);
                    results.add(result(run, category));
                }
            }
        }
        return results;
    }

    private List<Dataset> categories() {
        List<Dataset> found = new DatasetReader(problem -> listener.said(problem.file() + " " + problem.message()))
                .readAll(plan.folder());
        List<String> names = found.stream().map(Dataset::name).toList();
        for (String wanted : plan.categories()) {
            if (!names.contains(wanted)) {
                throw new InputException("There is no category " + wanted + " in " + plan.folder() + ", only "
                        + String.join(", ", names));
            }
        }
        List<Dataset> chosen = found.stream()
                .filter(each -> plan.categories().isEmpty() || plan.categories().contains(each.name()))
                .toList();
        for (Dataset each : chosen) {
            if (each.test().isEmpty()) {
                throw new InputException("The category " + each.name() + " in " + plan.folder()
                        + " has no test images. Put them into test/good and test/<kind of defect>.");
            }
        }
        return chosen;
    }

    private ReproductionResult result(ReproductionRun run, Dataset category) {
        Path directory = plan.results().resolve(run.category());
        Path file = directory.resolve(run.fileName() + ".json");
        SortedMap<String, String> protocol = plan.protocol(run);
        if (Files.exists(file)) {
            ReproductionResult done = ReproductionResult.read(file);
            requireSame(file, protocol, done.protocol());
            return done;
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new InputException("Cannot make the directory " + directory + ": " + e + ". Give another.", e);
        }
        StoredRecipe recipe = recipe(run, directory.resolve(run.fileName() + ".recipe"));
        ReproductionResult result =
                ReproductionResult.of(run, protocol, recipe.recipe().digest(), measurement.measure(recipe, category));
        result.write(file);
        if (!plan.keepRecipes()) {
            delete(recipe.directory());
        }
        return result;
    }

    /** Learned now, or learned before and not measured yet. */
    private StoredRecipe recipe(ReproductionRun run, Path out) {
        if (Files.exists(out)) {
            StoredRecipe learned = RecipeReader.read(out);
            SortedMap<String, String> wanted = plan.settings(run).described();
            SortedMap<String, String> settings =
                    new TreeMap<>(learned.recipe().description().provenance().settings());
            // A recipe also records the steps that a budget came to.
            settings.keySet().retainAll(wanted.keySet());
            requireSame(out, wanted, settings);
            return learned;
        }
        Path checkpoints = out.resolveSibling(out.getFileName() + ProductTraining.RUN_SUFFIX);
        TrainingSettings settings = plan.settings(run);
        TrainingRequest request = new TrainingRequest(
                RecipeDescription.nameOf(run.category()),
                folder(run.category()),
                Optional.empty(),
                out,
                settings,
                OptionalInt.of(settings.batch()),
                OptionalLong.empty(),
                plan.teacher(),
                Optional.empty(),
                plan.textures(),
                plan.budget(),
                BETWEEN_CHECKPOINTS,
                plan.threads(),
                Optional.empty(),
                TrainingRun.isInterrupted(checkpoints),
                false,
                plan.toolVersion());
        return new ProductTraining(
                        request,
                        trainingRuntime,
                        inferenceRuntime,
                        (good, shown, undrawn, found) -> {},
                        listener,
                        clock)
                .run();
    }

    private Path folder(String category) {
        Path child = plan.folder().resolve(category);
        return Files.isDirectory(child.resolve("train")) ? child : plan.folder();
    }

    private static void requireSame(Path found, SortedMap<String, String> wanted, SortedMap<String, String> protocol) {
        if (protocol.equals(wanted)) {
            return;
        }
        List<String> differing = wanted.keySet().stream()
                .filter(name -> !wanted.get(name).equals(protocol.get(name)))
                .toList();
        throw new InputException(found + " was made with other settings (" + String.join(", ", differing)
                + "). Give these again, or another directory of results");
    }

    private static void delete(Path recipe) {
        try (Stream<Path> files = Files.walk(recipe)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The measured recipe " + recipe + " cannot be removed: " + e, e);
        }
    }
}

package dev.destseg.training;

import dev.destseg.dataset.synthesis.ProductRotation;
import dev.destseg.network.Profile;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be learned and measured again.
 *
 * @param folder of MVTec AD, or of data sets laid out as its categories
 * @param categories names of folders in it; empty for all
 * @param seeds one run each
 * @param ablations at least one
 * @param settings of every run but for seed, ablation and rotation; the batch is taken as it is, whatever the memory
 * @param textures a folder of photographs to corrupt with; DTD in the published runs
 * @param budget time for each run; without one the steps of the settings are taken
 * @param results a directory with one file for each run that is done
 * @param keepRecipes whether the recipes stay there, some hundred megabytes each
 */
public record ReproductionPlan(
        Path folder,
        List<String> categories,
        List<Long> seeds,
        List<Ablation> ablations,
        TrainingSettings settings,
        StoredTeacher teacher,
        Optional<Path> textures,
        Optional<Duration> budget,
        Path results,
        boolean keepRecipes,
        int threads,
        String toolVersion) {
    /** @throws InputException without a seed or an ablation, or when one is given twice */
    public ReproductionPlan {
        categories = List.copyOf(categories);
        seeds = List.copyOf(seeds);
        ablations = List.copyOf(ablations);
        requireSome("seed", seeds);
        requireSome("ablation", ablations);
        if (!categories.isEmpty()) {
            requireSome("category", categories);
        }
    }

    private static void requireSome(String what, List<?> given) {
        if (given.isEmpty() || given.stream().distinct().count() < given.size()) {
            throw new InputException("Give at least one " + what + ", and each once, not " + given);
        }
    }

    /** The settings of one run: all good images are learned from, and the product is turned as published. */
    TrainingSettings settings(ReproductionRun run) {
        ProductRotation rotation = ProductRotation.published(run.category()).orElse(ProductRotation.NONE);
        return run.ablation()
                .apply(settings.withSeed(run.seed())
                        .withValidationShare(0)
                        .withSynthesis(settings.synthesis().withRotation(rotation)));
    }

    /** What decides the result of a run, apart from the images. */
    SortedMap<String, String> protocol(ReproductionRun run) {
        SortedMap<String, String> protocol = new TreeMap<>(settings(run).described());
        protocol.put("teacher", teacher.digest().toString());
        protocol.put(
                "textures",
                textures.map(photographs -> photographs
                                .toAbsolutePath()
                                .normalize()
                                .getFileName()
                                .toString())
                        .orElse("generated"));
        protocol.put("budget", budget.map(Duration::toString).orElse("none"));
        return protocol;
    }

    /** Where this plan leaves the published protocol, a sentence each. */
    public List<String> differences() {
        TrainingSettings published = TrainingSettings.of(Profile.PAPER);
        List<String> differences = new ArrayList<>();
        difference(
                differences,
                "profile",
                published.profile().name(),
                settings.profile().name());
        difference(differences, "steps", steps(published), steps(settings));
        difference(differences, "batch", published.batch(), settings.batch());
        difference(
                differences,
                "input size",
                published.profile().inputSize(),
                settings.profile().inputSize());
        difference(differences, "runs", PublishedMeasure.RUNS, seeds.size());
        if (budget.isPresent()) {
            differences.add("a budget of " + budget.get() + " instead of a number of steps");
        }
        if (textures.isEmpty()) {
            differences.add("generated textures instead of the photographs of DTD");
        }
        return differences;
    }

    private static String steps(TrainingSettings settings) {
        return settings.denoising().steps() + " + " + settings.segmentation().steps();
    }

    private static void difference(List<String> differences, String what, Object published, Object ours) {
        if (!published.equals(ours)) {
            differences.add(what + " " + ours + " instead of " + published);
        }
    }
}

package dev.destseg.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.Sample;
import dev.destseg.evaluation.Metrics;
import dev.destseg.network.Profile;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import dev.destseg.training.StepPlan;
import dev.destseg.training.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * How well products are learned. Run by {@code scripts/bench learning}: arguments are a folder to work in, a data set in
 * MVTec AD layout, the names of groups of rows, and the name of the one row wanted or nothing. The rows are kept in the folder's
 * {@code rows.jsonl}.
 */
public final class LearningBenchmark {
    private static final int SEEDS = 3;
    private static final int[] IMAGES = {5, 10, 25, 50, 100, 240};
    private static final int SPLITS = 10;
    private static final int[] SHOWN = {1, 5, 10};
    private static final int DRAWS = 2;
    /** Of a kind: of fewer that are left nothing can be said. */
    private static final int LEAST_LEFT = 5;
    /** Steps of both phases that an idle machine of two cores manages in a minute of the profile {@code edge}. */
    private static final double FIRST_A_MINUTE = 358 / 15.0;

    private static final double SECOND_A_MINUTE = 298 / 15.0;
    private static final int[] MINUTES = {1, 5};
    private static final int PLAIN_STEPS = 240;
    private static final int ABLATED = 5;
    /** Minutes without shown defects, and then steps with some, about two and a half minutes. */
    private static final int TAUGHT_AFTER = 5;

    private static final int FIRST_TAUGHT = 60;

    private static final int SECOND_TAUGHT = 50;

    private final Dataset dataset;
    private final Path work;
    private final LearningRows rows;

    private LearningBenchmark(Path work, Path folder, String only) throws IOException {
        this.dataset = new DatasetReader(problem -> {}).read(folder);
        this.work = Files.createDirectories(work);
        this.rows = new LearningRows(work.resolve("rows.jsonl"), only);
    }

    public static void main(String[] arguments) throws IOException {
        LearningBenchmark benchmark = new LearningBenchmark(Path.of(arguments[0]), Path.of(arguments[1]), arguments[3]);
        for (String group : arguments[2].split(",", -1)) {
            benchmark.measure(group);
        }
        System.out.print(benchmark.rows.table());
    }

    private void measure(String group) {
        switch (group) {
            case "seeds" -> seeds();
            case "budget" -> budget();
            case "images" -> images();
            case "growth" -> growth();
            case "coverage" -> coverage();
            case "defects" -> defects();
            case "trained" -> trained();
            case "taught" -> taught();
            default ->
                throw new IllegalArgumentException(
                        "There are no rows '" + group
                                + "'; give some of seeds, budget, images, growth, coverage, defects, trained, taught, with commas between");
        }
    }

    private void seeds() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            int chosen = seed;
            row("instant, seed " + seed, () -> remember(dataset.train(), chosen));
        }
    }

    private void budget() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            int chosen = seed;
            row("instant, 15 minutes, seed " + seed, () -> new LearnedSubset(work, dataset.train())
                    .remember(chosen, Optional.empty(), Optional.of(Duration.ofMinutes(15))));
        }
    }

    private void images() {
        List<Sample> order = shuffled(dataset.train(), 1);
        for (int count : IMAGES) {
            if (count <= order.size()) {
                row("instant, " + count + " good images", () -> remember(order.subList(0, count), 1));
            }
        }
    }

    /** A tenth or half of the images first, the others added. */
    private void growth() {
        List<Sample> order = shuffled(dataset.train(), 1);
        for (int part : new int[] {10, 2}) {
            int first = order.size() / part;
            List<Sample> others = order.subList(first, order.size());
            row("instant, %d good images, then %d more".formatted(first, others.size()), () -> {
                StoredRecipe parent = remember(order.subList(0, first), 1);
                return new LearnedSubset(work, others).remember(1, Optional.of(parent), Optional.empty());
            });
        }
    }

    /** Two thirds of all good images are learned from; the others are judged by the threshold that came of it. */
    private void coverage() {
        List<Sample> good = new ArrayList<>(dataset.train());
        dataset.test().stream().filter(sample -> !sample.isDefective()).forEach(good::add);
        for (int split = 1; split <= SPLITS; split++) {
            int seed = split;
            rows.measure(dataset.name(), "threshold, split " + split, () -> {
                List<Sample> order = shuffled(good, seed);
                int learned = order.size() * 2 / 3;
                StoredRecipe recipe = remember(order.subList(0, learned), seed);
                return rejected(recipe, order.subList(learned, order.size()));
            });
        }
    }

    private static ObjectNode rejected(StoredRecipe recipe, List<Sample> good) {
        Threshold threshold = recipe.recipe().description().threshold();
        return LearningRows.row()
                .put("false_reject_bound", threshold.falseRejectBound().orElseThrow())
                .put("false_rejects", JudgedImages.by(recipe, good).rejected(threshold, good));
    }

    /** Some defects of a kind are shown, or of each kind; those that are left are judged by the same memory with and without them. */
    private void defects() {
        List<String> kinds = kinds();
        for (int draw = 1; draw <= DRAWS; draw++) {
            for (int count : SHOWN) {
                for (String kind : kinds) {
                    defects(List.of(kind), count, draw);
                }
                defects(kinds, count, draw);
            }
        }
    }

    private List<String> kinds() {
        return dataset.test().stream()
                .filter(Sample::isDefective)
                .map(Sample::kind)
                .distinct()
                .toList();
    }

    private void defects(List<String> kinds, int count, int draw) {
        List<Sample> shown = shown(kinds, count, draw);
        if (shown.isEmpty()) {
            return;
        }
        String name = "%d shown of %s, draw %d".formatted(count, String.join(" and ", kinds), draw);
        rows.measure(dataset.name(), name, () -> {
            StoredRecipe recipe =
                    new LearnedSubset(work, dataset.train(), shown).remember(draw, Optional.empty(), Optional.empty());
            List<Sample> left = left(shown);
            return gains(
                    JudgedImages.by(recipe, ScoreMap.MEMORY, left), JudgedImages.by(recipe, left), recipe, kinds, left);
        });
    }

    /** None when too few would be left of a kind. */
    private List<Sample> shown(List<String> kinds, int count, int draw) {
        List<Sample> shown = new ArrayList<>();
        for (String kind : kinds) {
            List<Sample> all = shuffled(
                    dataset.test().stream()
                            .filter(sample -> sample.kind().equals(kind))
                            .toList(),
                    draw);
            if (all.size() < count + LEAST_LEFT) {
                return List.of();
            }
            shown.addAll(all.subList(0, count));
        }
        return shown;
    }

    private List<Sample> left(List<Sample> shown) {
        return dataset.test().stream().filter(sample -> !shown.contains(sample)).toList();
    }

    private static ObjectNode gains(
            JudgedImages without, JudgedImages with, StoredRecipe recipe, List<String> kinds, List<Sample> left) {
        List<Sample> given = left.stream()
                .filter(sample -> !sample.isDefective() || kinds.contains(sample.kind()))
                .toList();
        List<Sample> others =
                left.stream().filter(sample -> !kinds.contains(sample.kind())).toList();
        Threshold threshold = recipe.recipe().description().threshold();
        ObjectNode row = LearningRows.row()
                .put("given_found", with.rejected(threshold, defective(given)))
                .put("good_rejected", with.rejected(threshold, good(given)))
                .put("given_without", without.figures(given).imageAuroc())
                .put("given_with", with.figures(given).imageAuroc())
                .put("given_ap_without", without.figures(given).pixelAp())
                .put("given_ap_with", with.figures(given).pixelAp());
        if (others.stream().anyMatch(Sample::isDefective)) {
            row.put("others_without", without.figures(others).imageAuroc())
                    .put("others_with", with.figures(others).imageAuroc())
                    .put("others_ap_without", without.figures(others).pixelAp())
                    .put("others_ap_with", with.figures(others).pixelAp());
        }
        return row;
    }

    /** DeSTSeg, and student and teacher alone, by steps: time on a busy machine would say little. */
    private void trained() {
        for (int minutes : MINUTES) {
            int first = (int) Math.round(minutes * FIRST_A_MINUTE);
            int second = (int) Math.round(minutes * SECOND_A_MINUTE);
            row("edge, %d + %d steps".formatted(first, second), () -> train(Profile.EDGE, true, first, second));
        }
        Profile plain = Profile.EDGE.withEncoderDecoder(false).withSegmentation(false);
        row(
                "student and teacher alone (STPM), %d steps".formatted(PLAIN_STEPS),
                () -> train(plain, false, PLAIN_STEPS, 1));
        ablations((int) Math.round(ABLATED * FIRST_A_MINUTE), (int) Math.round(ABLATED * SECOND_A_MINUTE));
    }

    /** The published ablations, and the published optimiser, rates and synthesis, each for as many steps of as many images. */
    private void ablations(int first, int second) {
        String steps = ", %d + %d steps".formatted(first, second);
        row("edge, student sees good parts alone" + steps, () -> train(Profile.EDGE, false, first, second));
        Profile flat = Profile.EDGE.withEncoderDecoder(false);
        row("edge, student without encoder and decoder" + steps, () -> train(flat, true, first, second));
        Profile mapless = Profile.EDGE.withSegmentation(false);
        row("edge, without segmentation network" + steps, () -> train(mapless, true, first, second));
        TrainingSettings edge = TrainingSettings.of(Profile.EDGE);
        TrainingSettings published = TrainingSettings.of(Profile.PAPER)
                .withProfile(Profile.EDGE)
                .withBatch(edge.batch())
                .withSteps(StepPlan.of(first), StepPlan.of(second));
        row("edge as published settings" + steps, () -> new LearnedSubset(work, dataset.train())
                .train(published, Optional.empty()));
    }

    /** DeSTSeg that goes on with shown defects, beside the same that goes on as long without. */
    private void taught() {
        StoredRecipe parent = train(Profile.EDGE, true, (int) Math.round(TAUGHT_AFTER * FIRST_A_MINUTE), (int)
                Math.round(TAUGHT_AFTER * SECOND_A_MINUTE));
        TrainingSettings more =
                TrainingSettings.of(Profile.EDGE).withSteps(StepPlan.of(FIRST_TAUGHT), StepPlan.of(SECOND_TAUGHT));
        StoredRecipe untaught = new LearnedSubset(work, dataset.train()).train(more, Optional.of(parent));
        JudgedImages without = JudgedImages.by(untaught, dataset.test());
        for (int seed = 2; seed <= SEEDS; seed++) {
            TrainingSettings chance = more.withSeed(seed);
            rows.measure(dataset.name(), "edge, taught nothing, seed " + seed, () -> {
                StoredRecipe other = new LearnedSubset(work, dataset.train()).train(chance, Optional.of(parent));
                return gains(without, JudgedImages.by(other, dataset.test()), other, kinds(), dataset.test());
            });
        }
        List<List<String>> groups = new ArrayList<>(List.of(kinds()));
        kinds().forEach(kind -> groups.add(List.of(kind)));
        for (List<String> group : groups) {
            for (int count : SHOWN) {
                taught(group, count, parent, more, without);
            }
        }
    }

    private void taught(
            List<String> kinds, int count, StoredRecipe parent, TrainingSettings more, JudgedImages without) {
        List<Sample> shown = shown(kinds, count, 1);
        if (shown.isEmpty()) {
            return;
        }
        String name = "edge, taught %d of %s".formatted(count, String.join(" and ", kinds));
        rows.measure(dataset.name(), name, () -> {
            StoredRecipe recipe = new LearnedSubset(work, dataset.train(), shown).train(more, Optional.of(parent));
            List<Sample> left = left(shown);
            return gains(without, JudgedImages.by(recipe, left), recipe, kinds, left);
        });
    }

    private void row(String name, Supplier<StoredRecipe> learning) {
        rows.measure(dataset.name(), name, () -> {
            long began = System.nanoTime();
            StoredRecipe recipe = learning.get();
            double seconds = (System.nanoTime() - began) / 1e9;
            JudgedImages judged = JudgedImages.by(recipe, dataset.test());
            Metrics figures = judged.figures(dataset.test());
            Threshold threshold = recipe.recipe().description().threshold();
            return LearningRows.row()
                    .put("found", judged.rejected(threshold, defective(dataset.test())))
                    .put("good_rejected", judged.rejected(threshold, good(dataset.test())))
                    .put("image_auroc", figures.imageAuroc())
                    .put("pixel_auroc", figures.pixelAuroc())
                    .put("pixel_ap", figures.pixelAp())
                    .put("aupro", figures.aupro())
                    .put("seconds", seconds);
        });
    }

    private static List<Sample> defective(List<Sample> samples) {
        return samples.stream().filter(Sample::isDefective).toList();
    }

    private static List<Sample> good(List<Sample> samples) {
        return samples.stream().filter(sample -> !sample.isDefective()).toList();
    }

    private StoredRecipe remember(List<Sample> good, long seed) {
        return new LearnedSubset(work, good).remember(seed, Optional.empty(), Optional.empty());
    }

    private StoredRecipe train(Profile profile, boolean denoising, int first, int second) {
        TrainingSettings settings = TrainingSettings.of(profile)
                .withDenoisingImages(denoising)
                .withSteps(StepPlan.parse(Integer.toString(first)), StepPlan.parse(Integer.toString(second)));
        return new LearnedSubset(work, dataset.train()).train(settings, Optional.empty());
    }

    private static <T> List<T> shuffled(List<T> all, long seed) {
        List<T> order = new ArrayList<>(all);
        Collections.shuffle(order, new Random(seed));
        return order;
    }
}

package dev.destseg.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.Sample;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Device;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How well products are learned. Run by {@code scripts/bench learning}. The rows are kept in the folder's {@code rows.jsonl};
 * recipes lie in a new folder within it, so that several processes may share it. The arguments, all of them:
 *
 * <ol>
 *   <li>a folder to work in
 *   <li>a data set in MVTec AD layout
 *   <li>names of groups of rows, with commas between
 *   <li>the name of the one row wanted, or nothing for all
 *   <li>the seed whose rows are wanted of the groups seeds, budget, light, trained and taught, or nothing for 1, 2 and 3
 *   <li>what computes training steps: cpu, or cuda, for which the build needs ONNX Runtime with CUDA
 *   <li>threads to learn with
 * </ol>
 */
public final class LearningBenchmark {
    private static final List<Integer> SEEDS = List.of(1, 2, 3);
    private static final int[] IMAGES = {5, 10, 25, 50, 100, 240};
    private static final int SPLITS = 10;
    private static final int[] SHOWN = {1, 5, 10};
    private static final int DRAWS = 2;

    private final Dataset dataset;
    private final LearningMachine machine;
    private final MeasuredProduct product;
    private final List<Integer> seeds;

    private LearningBenchmark(MeasuredProduct product, List<Integer> seeds) {
        this.dataset = product.dataset();
        this.machine = product.machine();
        this.product = product;
        this.seeds = seeds;
    }

    public static void main(String[] arguments) throws IOException {
        Path work = Files.createDirectories(Path.of(arguments[0]));
        Dataset dataset = new DatasetReader(problem -> {}).read(Path.of(arguments[1]));
        LearningRows rows = new LearningRows(work.resolve("rows.jsonl"), arguments[3]);
        List<Integer> seeds = arguments[4].isEmpty() ? SEEDS : List.of(Integer.valueOf(arguments[4]));
        LearningMachine machine = new LearningMachine(
                Files.createTempDirectory(work, "process"),
                Device.valueOf(arguments[5].toUpperCase(Locale.ROOT)),
                Integer.parseInt(arguments[6]));
        LearningBenchmark benchmark = new LearningBenchmark(new MeasuredProduct(dataset, machine, rows), seeds);
        for (String group : arguments[2].split(",", -1)) {
            benchmark.measure(group);
        }
        System.out.print(rows.table());
    }

    private void measure(String group) {
        switch (group) {
            case "seeds" -> seeds();
            case "budget" -> budget();
            case "images" -> images();
            case "growth" -> growth();
            case "coverage" -> coverage();
            case "defects" -> defects();
            case "light" -> new LightRows(product, seeds).measure();
            case "trained" -> new TrainedRows(product, seeds).measure();
            case "taught" -> new TaughtRows(product, seeds).measure();
            case "published" -> new TrainedRows(product, seeds).published();
            default ->
                throw new IllegalArgumentException("There are no rows '" + group
                        + "'; give some of seeds, budget, images, growth, coverage, defects, light, trained, taught, published,"
                        + " with commas between");
        }
    }

    private void seeds() {
        for (int seed : seeds) {
            product.learn("instant, seed " + seed, () -> remember(dataset.train(), seed));
        }
    }

    private void budget() {
        for (int seed : seeds) {
            product.learn("instant, 15 minutes, seed " + seed, () -> new LearnedSubset(machine, dataset.train())
                    .remember(seed, Optional.empty(), Optional.of(Duration.ofMinutes(15))));
        }
    }

    private void images() {
        List<Sample> order = ShownDraw.shuffled(dataset.train(), 1);
        for (int count : IMAGES) {
            if (count <= order.size()) {
                product.learn("instant, " + count + " good images", () -> remember(order.subList(0, count), 1));
            }
        }
    }

    /** A tenth or half of the images first, the others added. */
    private void growth() {
        List<Sample> order = ShownDraw.shuffled(dataset.train(), 1);
        for (int part : new int[] {10, 2}) {
            int first = order.size() / part;
            List<Sample> others = order.subList(first, order.size());
            product.learn("instant, %d good images, then %d more".formatted(first, others.size()), () -> {
                StoredRecipe parent = remember(order.subList(0, first), 1);
                return new LearnedSubset(machine, others).remember(1, Optional.of(parent), Optional.empty());
            });
        }
    }

    /** Two thirds of all good images are learned from; the others are judged by the threshold that came of it. */
    private void coverage() {
        List<Sample> good = new ArrayList<>(dataset.train());
        dataset.test().stream().filter(sample -> !sample.isDefective()).forEach(good::add);
        for (int split = 1; split <= SPLITS; split++) {
            int seed = split;
            product.measure("threshold, split " + split, () -> {
                List<Sample> order = ShownDraw.shuffled(good, seed);
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
        List<String> kinds = ShownDraw.kinds(dataset);
        for (int draw = 1; draw <= DRAWS; draw++) {
            for (int count : SHOWN) {
                for (String kind : kinds) {
                    defects(List.of(kind), count, draw);
                }
                defects(kinds, count, draw);
            }
        }
    }

    private void defects(List<String> kinds, int count, int draw) {
        String name = "%d shown of %s, draw %d".formatted(count, String.join(" and ", kinds), draw);
        ShownDraw.of(dataset, kinds, count, draw)
                .ifPresent(drawn -> product.measure(name, () -> {
                    StoredRecipe recipe = new LearnedSubset(machine, dataset.train(), drawn.shown())
                            .remember(draw, Optional.empty(), Optional.empty());
                    JudgedImages without = JudgedImages.by(recipe, ScoreMap.MEMORY, drawn.left());
                    return drawn.gains(without, JudgedImages.by(recipe, drawn.left()), recipe);
                }));
    }

    private StoredRecipe remember(List<Sample> good, long seed) {
        return new LearnedSubset(machine, good).remember(seed, Optional.empty(), Optional.empty());
    }
}

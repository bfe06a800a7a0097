package dev.destseg.training.runs;

import dev.destseg.Programs;
import dev.destseg.cli.Main;
import dev.destseg.dataset.ConfirmedParts;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.image.Resize;
import dev.destseg.machine.Backlog;
import dev.destseg.recipe.KnownRecipes;
import dev.destseg.recipe.LearnedRecipes;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.datasets.DatasetName;
import dev.destseg.training.datasets.Datasets;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.LabelledDataset;
import dev.destseg.training.datasets.Room;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The trainings of a box in the folder of a test, with a dataset of a dozen flanges. */
public record Box(Datasets datasets, TrainingRuns runs) implements AutoCloseable {
    static final String FLANGE = "flange";
    /** The real program: like {@link OwnProgram#running}, but quickly over. */
    static final OwnProgram REAL = program(Main.class);

    private static final int SIZE = 64;
    private static final int IMAGES = 12;

    /** What judges, by product. */
    record Judging(Map<String, StoredRecipe> recipes) implements KnownRecipes {
        static final Judging NOTHING = new Judging(Map.of());

        @Override
        public Set<String> products() {
            return recipes.keySet();
        }

        @Override
        public Optional<StoredRecipe> judging(String product) {
            return Optional.ofNullable(recipes.get(product));
        }

        @Override
        public Optional<StoredRecipe> find(Sha256 digest) {
            return recipes.values().stream()
                    .filter(stored -> stored.recipe().digest().equals(digest))
                    .findFirst();
        }
    }

    public static Box open(Path folder) {
        return open(folder, REAL, SmallRuns.USUAL);
    }

    static Box open(Path folder, OwnProgram program, RunSettings settings) {
        return open(folder, program, settings, Judging.NOTHING, ConfirmedParts.NONE, Optional.empty());
    }

    static Box open(
            Path folder,
            OwnProgram program,
            RunSettings settings,
            KnownRecipes judging,
            ConfirmedParts confirmed,
            Optional<LearnedRecipes> learned) {
        return open(folder, program, settings, judging, confirmed, learned, Backlog.NONE);
    }

    static Box open(
            Path folder,
            OwnProgram program,
            RunSettings settings,
            KnownRecipes judging,
            ConfirmedParts confirmed,
            Optional<LearnedRecipes> learned,
            Backlog backlog) {
        Clock clock = Clock.systemDefaultZone();
        Datasets datasets = Datasets.open(folder.resolve("datasets"), Room.ENOUGH, clock);
        TrainingRuns runs = TrainingRuns.open(
                folder.resolve("trainings"),
                datasets,
                judging,
                confirmed,
                learned,
                program,
                settings,
                backlog,
                changed -> {},
                clock);
        return new Box(datasets, runs);
    }

    /** Starts this program with a class of the tests for its main class. */
    static OwnProgram program(Class<?> main) {
        List<String> quick = Programs.java("-cp", System.getProperty("java.class.path"), main.getName());
        return new OwnProgram(quick.subList(1, quick.size()));
    }

    static byte[] flange(int number) {
        Image image = new Resize(SIZE, SIZE).apply(DemoProduct.FLANGE.good(1, number));
        return ImageWriter.png(image);
    }

    /** The dataset of flanges; filled at the first call. */
    LabelledDataset flanges() {
        DatasetName name = new DatasetName(FLANGE);
        return datasets.find(name).orElseGet(() -> {
            LabelledDataset dataset = datasets.create(name);
            for (int i = 0; i < IMAGES; i++) {
                dataset.add(flange(i), Label.GOOD, Optional.empty(), "test");
            }
            return dataset;
        });
    }

    /** Adds some defective parts, with masks. */
    void addDefects(int count) {
        for (int i = 0; i < count; i++) {
            byte[] rgb = new Resize(SIZE, SIZE)
                    .apply(DemoProduct.FLANGE.good(1, 40 + i))
                    .rgb()
                    .clone();
            Mask mask = Mask.of(SIZE, SIZE, List.of(new dev.destseg.image.Box(38, 20, 10, 10)));
            for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                if (mask.data()[pixel] == 1) {
                    Arrays.fill(rgb, 3 * pixel, 3 * pixel + 3, (byte) 10);
                }
            }
            byte[] image = ImageWriter.png(new Image(SIZE, SIZE, rgb));
            flanges().add(image, Label.DEFECTIVE, Optional.of(ImageWriter.png(mask)), "test");
        }
    }

    public TrainingOrder order(String profile, Budget budget) {
        return new TrainingOrder(
                FLANGE,
                flanges().name(),
                datasets.freeze(flanges()).digest(),
                profile,
                profile.equals("instant") ? 2 * SIZE : SIZE,
                Optional.empty(),
                Optional.empty(),
                budget,
                false,
                false,
                false);
    }

    TrainingOrder instant() {
        return order("instant", budget(Optional.empty()));
    }

    /** With far more time than is needed. */
    TrainingOrder unhurried() {
        return order("instant", new Budget(Optional.of(Duration.ofHours(1)), Optional.empty(), 2048, 85));
    }

    /** So many steps that there is time to kill the process in each phase. */
    TrainingOrder edge(String steps) {
        return order("edge", budget(Optional.of(steps)));
    }

    public static Budget budget(Optional<String> steps) {
        return new Budget(Optional.empty(), steps, 2048, 85);
    }

    Run now(Run run) {
        return runs.find(run.id()).orElseThrow();
    }

    Run awaitEnd(Run run) throws InterruptedException {
        return await(run, now -> now.status().isEnded());
    }

    Run await(Run run, Predicate<Run> state) throws InterruptedException {
        while (!state.test(now(run))) {
            Thread.sleep(20);
        }
        return now(run);
    }

    Run awaitPhase(Run run, String phase) throws InterruptedException {
        return await(run, now -> {
            if (now.status().isEnded()) {
                throw new AssertionError("It ended before " + phase + ": " + now);
            }
            return runs.progress(run.id())
                    .filter(progress -> progress.phase().equals(phase))
                    .isPresent();
        });
    }

    @Override
    public void close() {
        runs.close();
    }
}

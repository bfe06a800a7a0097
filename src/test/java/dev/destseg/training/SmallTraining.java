package dev.destseg.training;

import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.image.Resize;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.Profile;
import dev.destseg.network.Teacher;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.instant.MemoryLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A run small enough for tests; as a program of its own, a run that a test can kill. */
public final class SmallTraining {
    static final Profile TINY = new Profile(
            "tiny",
            Teacher.Architecture.EFFICIENTNET_LITE0,
            64,
            List.of(8, 8, 8, 8),
            true,
            true,
            true,
            8,
            List.of(1, 2));
    static final Mask SQUARE = Mask.of(64, 64, List.of(new Box(16, 16, 12, 24)));
    private static final int IMAGES = 10;

    private SmallTraining() {}

    /**
     * Arguments: data set, recipe, milliseconds between checkpoints, folder of defects. Goes on with an interrupted run if there is
     * one.
     */
    public static void main(String[] arguments) {
        TrainingSettings settings = TrainingSettings.of(TINY).withSteps(StepPlan.of(40), StepPlan.of(40));
        Duration between = Duration.ofMillis(Long.parseLong(arguments[2]));
        run(
                Path.of(arguments[0]),
                Optional.of(Path.of(arguments[3])),
                Path.of(arguments[1]),
                settings,
                Optional.empty(),
                Optional.empty(),
                between,
                true,
                Optional.empty());
    }

    static StoredRecipe run(
            Path dataset,
            Path out,
            TrainingSettings settings,
            Optional<StoredRecipe> from,
            Duration betweenCheckpoints,
            boolean resume) {
        return run(dataset, out, settings, from, Optional.empty(), betweenCheckpoints, resume);
    }

    static StoredRecipe run(
            Path dataset,
            Path out,
            TrainingSettings settings,
            Optional<StoredRecipe> from,
            Optional<Duration> budget,
            Duration betweenCheckpoints,
            boolean resume) {
        return run(
                dataset, Optional.empty(), out, settings, from, budget, betweenCheckpoints, resume, Optional.empty());
    }

    static StoredRecipe run(
            Path dataset,
            Optional<Path> defects,
            Path out,
            TrainingSettings settings,
            Optional<StoredRecipe> from,
            Optional<Duration> budget,
            Duration betweenCheckpoints,
            boolean resume,
            Optional<Path> previews) {
        TrainingRequest request = new TrainingRequest(
                "flange",
                dataset,
                defects,
                out,
                settings,
                OptionalInt.of(4),
                OptionalLong.empty(),
                StoredTeacher.embedded(),
                from,
                Optional.empty(),
                budget,
                betweenCheckpoints,
                1,
                previews,
                resume,
                false,
                "test");
        OnnxRuntime runtime = new OnnxRuntime();
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        PrintedProgress progress = new PrintedProgress();
        DefectLocator locator = new MemoryLocator(runtime, TINY.inputSize(), 1, progress);
        return new ProductTraining(request, runtime, runtime, locator, progress, clock).run();
    }

    static Path dataset(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < IMAGES; i++) {
            ImageWriter.write(folder.resolve(i + ".png"), ImageWriter.png(DemoProduct.FLANGE.good(1, i)));
        }
        return folder;
    }

    /** Two good parts with a bright square at (16, 16), half as wide as high; a mask tells of the first. */
    static Path defects(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < 2; i++) {
            Image part = new Resize(64, 64).apply(DemoProduct.FLANGE.good(1, IMAGES + i));
            for (int pixel = 0; pixel < 64 * 64; pixel++) {
                if (SQUARE.data()[pixel] == 1) {
                    Arrays.fill(part.rgb(), 3 * pixel, 3 * pixel + 3, (byte) 255);
                }
            }
            ImageWriter.write(folder.resolve("bright" + i + ".png"), ImageWriter.png(part));
        }
        ImageWriter.write(folder.resolve("bright0_mask.png"), ImageWriter.png(SQUARE));
        return folder;
    }

    /** Prints each step, so that a test that started this program knows how far it is. */
    private static final class PrintedProgress implements TrainingListener {
        @Override
        public void began(Phase phase, int steps) {
            System.out.println("began " + phase + " " + steps);
        }

        @Override
        public void stepped(Phase phase, int step, int steps, double loss) {
            System.out.println("stepped " + phase + " " + step);
        }

        @Override
        public void advanced(String task, int done, int all) {
            System.out.println(task + " " + done);
        }

        @Override
        public void said(String text) {
            System.out.println("said " + text);
        }
    }
}

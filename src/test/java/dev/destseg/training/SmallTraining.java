package dev.destseg.training;

import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.ImageWriter;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.Profile;
import dev.destseg.network.Teacher;
import dev.destseg.recipe.StoredRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
    private static final int IMAGES = 10;

    private SmallTraining() {}

    /** Arguments: data set, recipe, milliseconds between checkpoints. Goes on with an interrupted run if there is one. */
    public static void main(String[] arguments) {
        TrainingSettings settings = TrainingSettings.of(TINY).withSteps(StepPlan.of(40), StepPlan.of(40));
        Duration between = Duration.ofMillis(Long.parseLong(arguments[2]));
        run(Path.of(arguments[0]), Path.of(arguments[1]), settings, Optional.empty(), between, true);
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
        return run(dataset, out, settings, from, budget, betweenCheckpoints, resume, Optional.empty());
    }

    static StoredRecipe run(
            Path dataset,
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
        return new ProductTraining(request, runtime, runtime, new PrintedProgress(), clock).run();
    }

    static Path dataset(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < IMAGES; i++) {
            ImageWriter.write(folder.resolve(i + ".png"), ImageWriter.png(DemoProduct.FLANGE.good(1, i)));
        }
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

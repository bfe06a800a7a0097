package dev.destseg.bench;

import dev.destseg.dataset.Sample;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.Light;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.Phase;
import dev.destseg.training.ProductTraining;
import dev.destseg.training.Stopwatch;
import dev.destseg.training.StoredTeacher;
import dev.destseg.training.TrainingListener;
import dev.destseg.training.TrainingRequest;
import dev.destseg.training.TrainingSettings;
import dev.destseg.training.instant.InstantRequest;
import dev.destseg.training.instant.InstantSettings;
import dev.destseg.training.instant.InstantTraining;
import dev.destseg.training.instant.MemoryLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Recipes of some images of a data set, which are linked into a folder of their own. A recipe that is gone on from has
 * another name, so that it is not replaced.
 *
 * @param defects shown besides
 * @param machine in whose folder the recipes of an earlier subset are replaced
 */
record LearnedSubset(LearningMachine machine, List<Sample> good, List<Sample> defects) {
    private static final String NAME = "bench";

    LearnedSubset(LearningMachine machine, List<Sample> good) {
        this(machine, good, List.of());
    }

    /** By the profile {@code instant}, in steady light. */
    StoredRecipe remember(long seed, Optional<StoredRecipe> from, Optional<Duration> budget) {
        return remember(seed, Light.STEADY, from, budget);
    }

    /** By the profile {@code instant}. */
    StoredRecipe remember(long seed, Light light, Optional<StoredRecipe> from, Optional<Duration> budget) {
        InstantSettings standard = InstantSettings.standard();
        InstantSettings settings = new InstantSettings(
                standard.inputSize(),
                standard.sight(),
                light,
                standard.bankSize(),
                standard.sampleSize(),
                standard.calibrationImages(),
                standard.weighingImages(),
                standard.validationShare(),
                seed);
        InstantRequest request = new InstantRequest(
                NAME,
                linked(),
                shown(),
                from,
                machine.work().resolve(from.isPresent() ? "grown.recipe" : "learned.recipe"),
                settings,
                StoredTeacher.embedded(),
                machine.threads(),
                budget,
                true,
                NAME);
        return new InstantTraining(request, new OnnxRuntime(), new Said(), Clock.systemUTC()).run();
    }

    /** By training as many steps as the settings name. */
    StoredRecipe train(TrainingSettings settings, Optional<StoredRecipe> from) {
        OnnxRuntime runtime = new OnnxRuntime();
        TrainingRequest request = new TrainingRequest(
                NAME,
                linked(),
                shown(),
                machine.work().resolve(from.isPresent() ? "grown.recipe" : "trained.recipe"),
                settings,
                // Not fewer on a machine with little memory: the row would be another one.
                OptionalInt.of(settings.batch()),
                OptionalLong.empty(),
                StoredTeacher.embedded(),
                from,
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                machine.threads(),
                Optional.empty(),
                false,
                true,
                NAME);
        MemoryLocator locator =
                new MemoryLocator(runtime, settings.profile().inputSize(), machine.threads(), new Said());
        return new ProductTraining(request, machine.steps(runtime), runtime, locator, new Said(), Clock.systemUTC())
                .run();
    }

    private Path linked() {
        try {
            Path folder = Files.createTempDirectory(machine.work(), "images").resolve("good");
            Files.createDirectories(folder);
            for (Sample sample : good) {
                String parent =
                        sample.image().getParent().getParent().getFileName().toString();
                Files.createSymbolicLink(
                        folder.resolve(parent + "-" + sample.image().getFileName()),
                        sample.image().toAbsolutePath());
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Path> shown() {
        return defects.isEmpty() ? Optional.empty() : Optional.of(linkedDefects());
    }

    private Path linkedDefects() {
        try {
            Path folder = Files.createTempDirectory(machine.work(), "defects");
            for (Sample sample : defects) {
                String name = sample.kind() + "-" + sample.image().getFileName();
                Files.createSymbolicLink(folder.resolve(name), sample.image().toAbsolutePath());
                Path mask = sample.mask();
                if (mask != null) {
                    Files.createSymbolicLink(
                            folder.resolve(name.substring(0, name.lastIndexOf('.')) + "_mask.png"),
                            mask.toAbsolutePath());
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells on standard error what was said, and how far the steps have come, with seconds since the beginning. */
    private static final class Said implements TrainingListener {
        private static final int EVERY = 100;

        private final Stopwatch stopwatch = Stopwatch.startedWith(0);

        @Override
        public void began(Phase phase, int steps) {
            said(phase + ", " + steps + " steps");
        }

        @Override
        public void stepped(Phase phase, int step, int steps, double loss) {
            if (step % EVERY == 0) {
                said(String.format(Locale.ROOT, "%s, step %d of %d, %.0f s", phase, step, steps, stopwatch.seconds()));
            }
        }

        @Override
        public void advanced(String task, int done, int all) {
            // Only the outcome is of interest.
        }

        @Override
        public void said(String text) {
            System.err.println(text);
        }
    }
}

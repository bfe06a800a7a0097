package dev.destseg.cli;

import dev.destseg.tensor.InputException;
import dev.destseg.training.StepPlan;
import dev.destseg.training.StoredTeacher;
import dev.destseg.training.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that learn: {@code @Mixin LearningOptions learning}. */
final class LearningOptions {
    @Option(
            names = "--budget",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Time for a run, such as 90s, 15m, 1h (default: the profile's number of steps). The profile"
                    + " instant takes what it needs: with time to spare it learns a second memory, of images made equally"
                    + " bright, which finds more where light changes and takes twice as long to judge; not with --light changing or"
                    + " --from.")
    @Nullable
    Duration budget;

    @Option(
            names = "--steps",
            paramLabel = "N,M",
            split = ",",
            arity = "1",
            description = "Steps of the denoising and of the segmentation phase, or the plans that a recipe records.")
    @Nullable
    String @Nullable [] steps;

    @Option(names = "--batch", paramLabel = "N", description = "Images of a step (default: the profile's).")
    @Nullable
    Integer batch;

    @Option(
            names = "--textures",
            paramLabel = "DIR",
            description = "Photographs to corrupt with, such as DTD (default: generated textures).")
    @Nullable
    Path textures;

    @Option(names = "--teacher", paramLabel = "FILE.onnx", description = "The teacher (default: the embedded one).")
    @Nullable
    Path teacher;

    Optional<Duration> budget() {
        return Optional.ofNullable(budget);
    }

    OptionalInt batch() {
        return batch == null ? OptionalInt.empty() : OptionalInt.of(batch);
    }

    Optional<Path> textures() {
        return Optional.ofNullable(textures);
    }

    StoredTeacher teacher() {
        return teacher == null ? StoredTeacher.embedded() : StoredTeacher.read(teacher);
    }

    /** Whether an option is given that only training knows. */
    boolean any() {
        return steps != null || batch != null || textures != null;
    }

    /** @throws InputException when an option is given that makes no sense for a profile that trains nothing */
    void requireNone(String profile) {
        if (any()) {
            throw new InputException("The profile " + profile
                    + " trains nothing: leave out --steps, --batch and --textures, or give --profile edge");
        }
    }

    /** The settings with the steps asked for, if any. */
    TrainingSettings withSteps(TrainingSettings settings) {
        if (steps == null) {
            return settings;
        }
        if (steps.length != 2 || steps[0] == null || steps[1] == null) {
            throw new InputException("Give --steps as two numbers, such as --steps 700,400");
        }
        return settings.withSteps(StepPlan.parse(steps[0]), StepPlan.parse(steps[1]));
    }
}

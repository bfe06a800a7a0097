package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Programs;
import dev.destseg.image.ImageReader;
import dev.destseg.network.Profile;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    @Test
    void aKilledRunGoesOnToTheSameWeightsAsAnUndisturbedOne() throws IOException, InterruptedException {
        Path dataset = SmallTraining.dataset(folder.resolve("good"));
        TrainingSettings settings = TrainingSettings.of(SmallTraining.TINY).withSteps(StepPlan.of(40), StepPlan.of(40));
        Path defects = SmallTraining.defects(folder.resolve("bad"));
        StoredRecipe undisturbed = SmallTraining.run(
                dataset,
                Optional.of(defects),
                folder.resolve("undisturbed"),
                settings,
                Optional.empty(),
                Optional.empty(),
                NEVER,
                false,
                Optional.empty());

        Path killed = folder.resolve("killed");
        killAfter("stepped DENOISING 25", dataset, defects, killed);
        killAfter("stepped SEGMENTATION 20", dataset, defects, killed);
        assertFalse(Files.exists(killed), "no recipe is seen before the run is over");
        Path previews = folder.resolve("previews");
        StoredRecipe resumed = SmallTraining.run(
                dataset,
                Optional.of(defects),
                killed,
                settings,
                Optional.empty(),
                Optional.empty(),
                NEVER,
                true,
                Optional.of(previews));

        // What is shown on the way is looked at only, and has no part in the result.
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    64, new ImageReader().read(previews.resolve(i + ".png")).width());
        }
        assertArrayEquals(undisturbed.bytes(Recipe.CHECKPOINT), resumed.bytes(Recipe.CHECKPOINT));
        assertArrayEquals(undisturbed.bytes(Recipe.MODEL), resumed.bytes(Recipe.MODEL));
        assertEquals(
                undisturbed.recipe().description().threshold(),
                resumed.recipe().description().threshold());
    }

    private static void killAfter(String line, Path dataset, Path defects, Path out)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Programs.java(
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallTraining.class.getName(),
                        dataset.toString(),
                        out.toString(),
                        "1",
                        defects.toString()))
                .redirectErrorStream(true)
                .start();
        StringBuilder seen = new StringBuilder();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String next = output.readLine();
            while (next != null && !next.equals(line)) {
                seen.append(next).append('\n');
                next = output.readLine();
            }
            assertEquals(line, next, seen.toString());
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    }

    @Test
    void anInterruptedRunKnowsItsBatchAndIsRefusedWithOtherSettings() throws IOException, InterruptedException {
        Path dataset = SmallTraining.dataset(folder.resolve("good"));
        Path defects = SmallTraining.defects(folder.resolve("bad"));
        Path out = folder.resolve("recipe");
        killAfter("stepped DENOISING 5", dataset, defects, out);
        assertEquals(4, TrainingRun.interruptedBatch(out.resolveSibling("recipe" + ProductTraining.RUN_SUFFIX)));

        TrainingSettings other = TrainingSettings.of(SmallTraining.TINY)
                .withSteps(StepPlan.of(40), StepPlan.of(40))
                .withSeed(2);
        InputException refused = assertThrows(
                InputException.class, () -> SmallTraining.run(dataset, out, other, Optional.empty(), NEVER, true));
        assertTrue(refused.getMessage().contains("another"), refused.getMessage());

        TrainingSettings same = other.withSeed(1);
        InputException without = assertThrows(
                InputException.class, () -> SmallTraining.run(dataset, out, same, Optional.empty(), NEVER, true));
        assertTrue(without.getMessage().contains("another data: it had"), without.getMessage());
    }

    @Test
    void aRunThatDivergesStopsAndSaysAtWhichStep() throws IOException {
        Path dataset = SmallTraining.dataset(folder.resolve("good"));
        PhaseSettings wild = PhaseSettings.denoising(new Optimizer.Sgd(0.9f, 0), 1e20f, Schedule.CONSTANT, 20);
        TrainingSettings settings = TrainingSettings.of(SmallTraining.TINY);
        TrainingSettings diverging = new TrainingSettings(
                settings.profile(),
                settings.sight(),
                wild,
                settings.segmentation(),
                settings.synthesis(),
                4,
                true,
                0.5,
                0.15,
                1);
        DivergedException diverged = assertThrows(
                DivergedException.class,
                () -> SmallTraining.run(dataset, folder.resolve("recipe"), diverging, Optional.empty(), NEVER, false));
        assertTrue(diverged.getMessage().matches(".*denoising phase.*at step \\d+\\..*"), diverged.getMessage());
    }

    @Test
    void fineTuningBeginsWithTheWeightsOfTheRecipe() throws IOException {
        Path dataset = SmallTraining.dataset(folder.resolve("good"));
        TrainingSettings few = TrainingSettings.of(SmallTraining.TINY).withSteps(StepPlan.of(2), StepPlan.of(2));
        StoredRecipe first = SmallTraining.run(dataset, folder.resolve("a"), few, Optional.empty(), NEVER, false);
        StoredRecipe again = SmallTraining.run(dataset, folder.resolve("b"), few, Optional.of(first), NEVER, false);
        assertEquals(
                Optional.of(first.recipe().digest()),
                again.recipe().description().provenance().parent());
        StoredRecipe fresh = SmallTraining.run(dataset, folder.resolve("c"), few, Optional.empty(), NEVER, false);
        assertArrayEquals(first.bytes(Recipe.MODEL), fresh.bytes(Recipe.MODEL));
        assertFalse(java.util.Arrays.equals(first.bytes(Recipe.MODEL), again.bytes(Recipe.MODEL)));
    }

    @Test
    void everyAblationLearns() throws IOException {
        Path dataset = SmallTraining.dataset(folder.resolve("good"));
        for (boolean decoder : new boolean[] {true, false}) {
            for (boolean segmentation : new boolean[] {true, false}) {
                Profile profile = SmallTraining.TINY.withEncoderDecoder(decoder).withSegmentation(segmentation);
                TrainingSettings settings = TrainingSettings.of(profile)
                        .withSteps(StepPlan.of(2), StepPlan.of(2))
                        .withDenoisingImages(segmentation);
                StoredRecipe recipe = SmallTraining.run(
                        dataset,
                        folder.resolve("recipe-" + decoder + "-" + segmentation),
                        settings,
                        Optional.empty(),
                        NEVER,
                        false);
                assertEquals(
                        segmentation ? 2 : 1,
                        recipe.recipe().description().provenance().steps().size());
            }
        }
    }

    @Test
    void aBudgetDecidesTheNumberOfSteps() throws IOException {
        Path dataset = SmallTraining.dataset(folder.resolve("good"));
        TrainingSettings settings =
                TrainingSettings.of(SmallTraining.TINY).withSteps(StepPlan.of(1_000_000), StepPlan.of(1_000_000));
        StoredRecipe recipe = SmallTraining.run(
                dataset,
                folder.resolve("recipe"),
                settings,
                Optional.empty(),
                Optional.of(Duration.ofSeconds(2)),
                NEVER,
                false);
        recipe.recipe()
                .description()
                .provenance()
                .steps()
                .values()
                .forEach(steps -> assertTrue(steps >= 1 && steps < 1_000_000, steps + " steps"));
    }
}

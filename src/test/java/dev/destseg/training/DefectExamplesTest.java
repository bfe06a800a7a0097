package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.dataset.synthesis.ShownDefect;
import dev.destseg.image.Box;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.image.Resize;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.recipe.DataDigest;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.instant.MemoryLocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two parts with a bright square, one of which has a mask. */
class DefectExamplesTest {
    private static final ImageLoader LOADER = new ImageLoader(new ImageReader(), new Resize(64, 64));

    private final List<String> said = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void aMaskTellsWhatIsDefectiveAndTheMemoryOfGoodPartsTellsOfTheRest() throws IOException {
        Path defects = SmallTraining.defects(folder.resolve("bad"));
        List<ShownDefect> examples = examples(defects);
        assertEquals(2, examples.size(), said.toString());
        assertArrayEquals(SmallTraining.SQUARE.data(), examples.get(0).mask().data());
        Mask located = examples.get(1).mask();
        int within = 0;
        for (int i = 0; i < located.data().length; i++) {
            within += located.data()[i] * SmallTraining.SQUARE.data()[i];
        }
        assertTrue(within >= 0.5 * located.area(), within + " of " + located.area() + " pixels lie in the square");
    }

    @Test
    void whatCannotBeLearnedFromIsSaidAndLeftOut() throws IOException {
        Path defects = SmallTraining.defects(folder.resolve("bad"));
        ImageWriter.write(defects.resolve("bright0_mask.png"), ImageWriter.png(Mask.of(64, 64, List.of())));
        ImageWriter.write(
                defects.resolve("bright1.png"),
                ImageWriter.png(new Resize(64, 64).apply(DemoProduct.FLANGE.good(1, 0))));
        assertEquals(List.of(), examples(defects));
        String all = String.join("\n", said);
        assertTrue(
                all.contains("bright0.png is not learned from: its mask marks nothing of what is seen of the image"),
                all);
        assertTrue(all.contains("bright1.png is not learned from: nothing in it is more unlike good parts"), all);
        assertTrue(all.endsWith("0 of 2 shown defects are learned from, in 0 pieces of images"), all);
    }

    @Test
    void aRunLearnsFromThemAndItsRecipeSaysSoAlsoWhereAGoodImageComesTwice() throws IOException {
        Path defects = SmallTraining.defects(folder.resolve("bad"));
        Path good = SmallTraining.dataset(folder.resolve("good"));
        Files.copy(good.resolve("0.png"), good.resolve("copy.png"));
        StoredRecipe shown = run(Optional.of(defects), "shown.recipe");
        assertEquals(
                List.of("train/good", "defects"),
                shown.recipe().description().provenance().data().stream()
                        .map(DataDigest::name)
                        .toList());
        StoredRecipe unshown = run(Optional.empty(), "unshown.recipe");
        assertFalse(Arrays.equals(shown.bytes(Recipe.MODEL), unshown.bytes(Recipe.MODEL)));
    }

    @Test
    void anotherMaskIsAnotherSetOfDefects() throws IOException {
        Path defects = SmallTraining.defects(folder.resolve("bad"));
        DatasetReader reader = new DatasetReader(problem -> {});
        DataDigest before = SampleDigest.of("defects", reader.defects(defects));
        ImageWriter.write(
                defects.resolve("bright1_mask.png"), ImageWriter.png(Mask.of(64, 64, List.of(new Box(1, 1, 2, 2)))));
        assertNotEquals(before, SampleDigest.of("defects", reader.defects(defects)));
    }

    private StoredRecipe run(Optional<Path> defects, String out) throws IOException {
        TrainingSettings settings = TrainingSettings.of(SmallTraining.TINY).withSteps(StepPlan.of(3), StepPlan.of(3));
        return SmallTraining.run(
                SmallTraining.dataset(folder.resolve("good")),
                defects,
                folder.resolve(out),
                settings,
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(1),
                false,
                Optional.empty());
    }

    private List<ShownDefect> examples(Path defects) throws IOException {
        DatasetReader reader = new DatasetReader(problem -> {});
        Path good = SmallTraining.dataset(folder.resolve("good"));
        Listening listener = new Listening(said);
        return new DefectExamples(
                        ImageCache.load(LOADER, reader.defects(defects), Long.MAX_VALUE, problem -> {}), listener)
                .of(
                        ImageCache.load(LOADER, reader.read(good).train(), Long.MAX_VALUE, problem -> {}),
                        new MemoryLocator(new OnnxRuntime(), 64, 1, listener));
    }

    /** Keeps what is said. */
    private record Listening(List<String> texts) implements TrainingListener {
        @Override
        public void began(Phase phase, int steps) {
            // Only what is said is of interest.
        }

        @Override
        public void stepped(Phase phase, int step, int steps, double loss) {
            // Only what is said is of interest.
        }

        @Override
        public void advanced(String task, int done, int all) {
            // Only what is said is of interest.
        }

        @Override
        public void said(String text) {
            texts.add(text);
        }
    }
}

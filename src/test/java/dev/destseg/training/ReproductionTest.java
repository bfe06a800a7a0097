package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.Dataset;
import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.Sample;
import dev.destseg.dataset.demo.DemoCounts;
import dev.destseg.dataset.demo.DemoData;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.dataset.synthesis.ProceduralTextures;
import dev.destseg.evaluation.Evaluation;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Resize;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.CategoryEvaluation;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.RecipeEvaluation;
import dev.destseg.network.DeStSeg;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproductionTest {
    private static final OnnxRuntime RUNTIME = new OnnxRuntime();
    private static final TrainingSettings SETTINGS = TrainingSettings.of(SmallTraining.TINY)
            .withSteps(StepPlan.of(3), StepPlan.of(3))
            .withBatch(2);

    @TempDir
    static Path shared;

    @TempDir
    Path results;

    /** The steps taken, and an accident on request. */
    private static final class Watch implements TrainingListener {
        private final List<Phase> steps = new ArrayList<>();
        private Optional<Phase> accident = Optional.empty();

        @Override
        public void began(Phase phase, int count) {}

        @Override
        public void stepped(Phase phase, int step, int count, double loss) {
            steps.add(phase);
            if (accident.equals(Optional.of(phase))) {
                throw new IllegalStateException("The power fails");
            }
        }

        @Override
        public void advanced(String task, int done, int all) {}

        @Override
        public void said(String text) {}
    }

    private final Watch watch = new Watch();

    @BeforeAll
    static void drawTwoProducts() {
        DemoData data = new DemoData(new DemoCounts(3, 2, 1), 1);
        for (DemoProduct product : List.of(DemoProduct.FLANGE, DemoProduct.FABRIC)) {
            data.write(
                    product,
                    (name, image) -> save(name, ImageWriter.png(image)),
                    (name, mask) -> save(name, ImageWriter.png(mask)));
        }
    }

    private static void save(String name, byte[] png) {
        try {
            Path file = shared.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void runsEveryCategoryAndSeedOnceAndNoneAgain() {
        List<ReproductionResult> first = reproduce(plan(SETTINGS, List.of(), List.of(1L)));
        assertEquals(
                List.of("fabric, seed 1, den-ed", "flange, seed 1, den-ed"),
                first.stream().map(result -> result.run().toString()).toList());
        assertEquals(2 * (3 + 3), watch.steps.size());
        assertFalse(Files.exists(results.resolve("flange/den-ed-seed1.recipe")), "measured recipes are not kept");
        ReproductionResult flange = first.get(1);
        assertEquals(2, flange.good());
        assertEquals(DemoProduct.FLANGE.defects().size(), flange.defective());

        watch.steps.clear();
        List<ReproductionResult> second = reproduce(plan(SETTINGS, List.of("flange"), List.of(1L, 2L)));
        assertEquals(3 + 3, watch.steps.size(), "only the second seed is learned");
        assertEquals(flange, second.get(0));
        assertFalse(flange.maps().equals(second.get(1).maps()), "another seed gives other figures");
    }

    @Test
    void goesOnWhereItWasInterrupted() {
        ReproductionPlan plan = plan(SETTINGS, List.of("flange"), List.of(1L));
        watch.accident = Optional.of(Phase.SEGMENTATION);
        assertThrows(IllegalStateException.class, () -> reproduce(plan));

        watch.accident = Optional.empty();
        watch.steps.clear();
        RecipeMeasurement accident = (recipe, dataset) -> {
            throw new IllegalStateException("The power fails");
        };
        assertThrows(IllegalStateException.class, () -> reproduce(plan, accident));
        assertEquals(
                List.of(Phase.SEGMENTATION, Phase.SEGMENTATION, Phase.SEGMENTATION),
                watch.steps,
                "the first phase is not learned again");

        watch.steps.clear();
        assertEquals(1, reproduce(plan).size());
        assertEquals(List.of(), watch.steps, "what was learned and not measured is only measured");
    }

    @Test
    void refusesResultsThatWereMadeWithOtherSettings() throws IOException {
        ReproductionPlan plan = plan(SETTINGS, List.of("flange"), List.of(1L));
        ReproductionRun run = new ReproductionRun("flange", 1, Ablation.FULL);
        Files.createDirectories(results.resolve("flange"));
        new ReproductionResult(run, plan.protocol(run), Sha256.of(new byte[0]), 1, 1, 0, Map.of())
                .write(results.resolve("flange/den-ed-seed1.json"));
        assertEquals(1, reproduce(plan).size());
        ReproductionPlan longer =
                plan(SETTINGS.withSteps(StepPlan.of(4), StepPlan.of(3)), List.of("flange"), List.of(1L));
        InputException refusal = assertThrows(InputException.class, () -> reproduce(longer));
        assertTrue(refusal.getMessage().contains("other settings (denoising)"), refusal.getMessage());
    }

    @Test
    void refusesACategoryThatIsNotThere() {
        InputException refusal =
                assertThrows(InputException.class, () -> reproduce(plan(SETTINGS, List.of("bottle"), List.of(1L))));
        assertTrue(refusal.getMessage().contains("bottle"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("fabric, flange"), refusal.getMessage());
    }

    /** So its DeST map is the result without that network, and needs no run of its own. */
    @Test
    void theSegmentationNetworkLeavesTheStudentAsItIs() {
        Map<String, FloatTensor> with = student(SETTINGS);
        Map<String, FloatTensor> without = student(SETTINGS.withProfile(SmallTraining.TINY.withSegmentation(false)));
        assertEquals(with.keySet(), without.keySet());
        assertFalse(with.isEmpty());
        with.forEach((name, tensor) ->
                assertArrayEquals(tensor.data(), without.get(name).data(), name));
    }

    private Map<String, FloatTensor> student(TrainingSettings settings) {
        DeStSeg model = new DeStSeg(settings.profile(), StoredTeacher.embedded().teacher());
        List<Sample> samples =
                new DatasetReader(problem -> {}).read(shared.resolve("flange")).train();
        ImageLoader loader = new ImageLoader(new ImageReader(), new Resize(64, 64));
        TrainingPlan plan = new TrainingPlan(
                model,
                settings,
                ImageCache.load(loader, samples, Long.MAX_VALUE, problem -> {}),
                List.of(SampleDigest.of("good", samples)),
                List.of(),
                ProceduralTextures.all(),
                model.initial(settings.seed()),
                Optional.empty(),
                Duration.ofHours(1),
                2);
        Path directory = results.resolve(settings.profile().segmentation() ? "with" : "without");
        return new TrainingRun(plan, RUNTIME, directory, watch)
                .run()
                .parameters()
                .startingWith("student_net.")
                .tensors();
    }

    @Test
    void ablationsChangeWhatIsLearned() {
        Ablation plain = new Ablation(false, false);
        TrainingSettings settings = plain.apply(SETTINGS);
        assertFalse(settings.denoisingImages());
        assertFalse(settings.profile().encoderDecoder());
        assertEquals(SETTINGS, Ablation.FULL.apply(SETTINGS));
        assertEquals(4, Ablation.ALL.stream().map(Ablation::label).distinct().count());
    }

    private ReproductionPlan plan(TrainingSettings settings, List<String> categories, List<Long> seeds) {
        return new ReproductionPlan(
                shared,
                categories,
                seeds,
                List.of(Ablation.FULL),
                settings,
                StoredTeacher.embedded(),
                Optional.empty(),
                Optional.empty(),
                results,
                false,
                1,
                "test");
    }

    private List<ReproductionResult> reproduce(ReproductionPlan plan) {
        return reproduce(plan, ReproductionTest::measure);
    }

    private List<ReproductionResult> reproduce(ReproductionPlan plan, RecipeMeasurement measurement) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
        return new Reproduction(plan, RUNTIME, RUNTIME, measurement, watch, clock).run();
    }

    private static Evaluation measure(StoredRecipe recipe, Dataset dataset) {
        try (Inspector inspector = Inspector.open(recipe, RUNTIME, 1)) {
            CategoryEvaluation evaluated =
                    new RecipeEvaluation(recipe, inspector).evaluate(dataset, problem -> {}, done -> {});
            return evaluated.with(evaluated.choose(CategoryEvaluation.ThresholdSource.KEEP));
        }
    }
}

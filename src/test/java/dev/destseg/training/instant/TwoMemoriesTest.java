package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.Outline;
import dev.destseg.dataset.Sight;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resize;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.RecipeEngine;
import dev.destseg.inspection.Verdict;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.network.Memories;
import dev.destseg.network.Parameters;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.Stopwatch;
import dev.destseg.training.StoredTeacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A memory of images as they were taken, and one of the same images made equally bright. */
class TwoMemoriesTest {
    private static final int SIZE = 64;
    private static final InstantSettings SMALL =
            new InstantSettings(SIZE, Sight.ALL, Light.STEADY, 50, 2000, 20, 12, 0.25, 3);
    private static final InstantModel MODEL =
            new InstantModel(StoredTeacher.embedded().teacher(), SIZE);

    @TempDir
    static Path folder;

    private static @Nullable StoredRecipe learned;
    private static @Nullable StoredRecipe shown;

    @BeforeAll
    static void remember() throws IOException {
        draw("good", 0, 16);
        Files.createDirectories(folder.resolve("defects"));
        for (int i = 20; i < 23; i++) {
            ImageWriter.write(folder.resolve("defects/" + i + ".png"), ImageWriter.png(withSpot(part(i))));
        }
        Optional<Duration> budget = Optional.of(Duration.ofMinutes(10));
        learned = remember("two.recipe", "good", Optional.empty(), Optional.empty(), budget);
        shown = remember("shown.recipe", "good", Optional.of("defects"), Optional.empty(), budget);
    }

    private static void draw(String name, int from, int to) throws IOException {
        Files.createDirectories(folder.resolve(name));
        for (int i = from; i < to; i++) {
            ImageWriter.write(folder.resolve(name).resolve(i + ".png"), ImageWriter.png(part(i)));
        }
    }

    private static Image part(int index) {
        return new Resize(SIZE, SIZE).apply(DemoProduct.FLANGE.good(1, index));
    }

    private static Image withSpot(Image part) {
        byte[] rgb = part.rgb().clone();
        for (int y = 30; y < 40; y++) {
            for (int x = 3 * 10; x < 3 * 20; x++) {
                rgb[3 * y * SIZE + x] = 0;
            }
        }
        return new Image(SIZE, SIZE, rgb);
    }

    private static StoredRecipe remember(
            String name,
            String good,
            Optional<String> defects,
            Optional<StoredRecipe> from,
            Optional<Duration> budget) {
        return remember(name, good, defects, from, budget, SMALL);
    }

    private static StoredRecipe remember(
            String name,
            String good,
            Optional<String> defects,
            Optional<StoredRecipe> from,
            Optional<Duration> budget,
            InstantSettings settings) {
        InstantRequest request = new InstantRequest(
                "flange",
                folder.resolve(good),
                defects.map(folder::resolve),
                from,
                folder.resolve(name),
                settings,
                StoredTeacher.embedded(),
                1,
                budget,
                false,
                "test");
        return new InstantTraining(request, new OnnxRuntime(), new Heard(), Clock.systemUTC()).run();
    }

    private static StoredRecipe learned() {
        return Objects.requireNonNull(learned);
    }

    private static StoredRecipe shown() {
        return Objects.requireNonNull(shown);
    }

    private static Memories memories(StoredRecipe recipe) {
        Map<Exposure, Parameters> memories = new EnumMap<>(Exposure.class);
        Parameters carried = new Parameters(
                StateDictionaryReader.read(recipe.path(Recipe.CHECKPOINT)).tensors());
        MemoryState.read(recipe, MODEL).memories().forEach((exposure, memory) -> {
            Parameters own = exposure.own(carried);
            memory.seen()
                    .moments()
                    .forEach(moments -> memories.merge(
                            exposure, own.with(Gaussians.fit(moments)), (one, other) -> one.with(other.tensors())));
        });
        return new Memories(memories);
    }

    private static Map<String, Tensor> run(Memories memories, Image... images) {
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(MODEL.inference(memories)), 1)) {
            return engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(List.of(images))));
        }
    }

    private static float[] map(Map<String, Tensor> maps, String name) {
        return ((FloatTensor) Objects.requireNonNull(maps.get(name))).data();
    }

    @Test
    void aRecipeLearnedWithTimeToSpareHasTwoAndJudges() {
        Map<String, Double> metrics =
                learned().recipe().description().provenance().metrics();
        assertEquals(2, metrics.get("memories"));
        assertEquals(4, metrics.get("quarters_tried"));
        assertEquals(
                List.of(Exposure.AS_TAKEN, Exposure.EVENED), memories(learned()).exposures());
        try (Inspector inspector = Inspector.open(learned(), new OnnxRuntime(), 1)) {
            assertTrue(inspector.parity(learned()).agrees());
            assertEquals(Verdict.DEFECT, inspector.inspect(withSpot(part(30))).verdict());
        }
    }

    @Test
    void withoutABudgetThereIsOne() {
        StoredRecipe quick = remember("one.recipe", "good", Optional.empty(), Optional.empty(), Optional.empty());

        assertEquals(1, quick.recipe().description().provenance().metrics().get("memories"));
        assertEquals(List.of(Exposure.AS_TAKEN), memories(quick).exposures());
    }

    /** Several images at a time, and one of them in half the light. */
    @Test
    void theMapIsTheMeanOfBothMapsOfEachImage() {
        Memories both = memories(shown());
        Image[] images = {part(30), dimmed(withSpot(part(31))), withSpot(part(32))};

        float[] found = map(run(both, images), InstantModel.MEMORY_MAP);

        float[] expected = new float[found.length];
        for (Exposure exposure : both.exposures()) {
            byte[] alone = OnnxWriter.write(MODEL.refinementTrial(exposure, both.of(exposure)));
            try (Engine engine = new OnnxRuntime().load(alone, 1)) {
                for (int i = 0; i < images.length; i++) {
                    float[] map = map(run(engine, images[i]), InstantModel.MEMORY_MAP);
                    for (int p = 0; p < map.length; p++) {
                        expected[i * map.length + p] += map[p] / 2;
                    }
                }
            }
        }
        assertArrayEquals(expected, found, 1e-4f);
    }

    private static Image dimmed(Image image) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((image.rgb()[i] & 0xff) / 2);
        }
        return new Image(SIZE, SIZE, rgb);
    }

    @Test
    void whatDiffersByItsLightAloneLooksTheSameToTheSecond() {
        Memories both = memories(learned());
        double[] light = new double[2];
        for (Exposure exposure : both.exposures()) {
            try (Engine engine =
                    new OnnxRuntime().load(OnnxWriter.write(MODEL.distances(exposure, both.of(exposure))), 1)) {
                double apart = 0;
                Map<String, Tensor> bright = run(engine, part(33));
                Map<String, Tensor> dim = run(engine, dimmed(part(33)));
                for (String distance : MODEL.distances()) {
                    float[] one = map(bright, distance);
                    float[] other = map(dim, distance);
                    for (int i = 0; i < one.length; i++) {
                        apart = Math.max(apart, Math.abs(one[i] - other[i]) / (1 + one[i]));
                    }
                }
                light[exposure.ordinal()] = apart;
            }
        }
        assertTrue(light[1] < 0.2 * light[0], light[1] + " evened, " + light[0] + " as taken");
    }

    private static Map<String, Tensor> run(Engine engine, Image image) {
        return engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(List.of(image))));
    }

    @Test
    void bothTakeInFurtherImages() throws IOException {
        draw("further", 16, 20);
        draw("all", 0, 20);
        Optional<Duration> budget = Optional.of(Duration.ofMinutes(10));
        StoredRecipe grown =
                remember("grown.recipe", "further", Optional.empty(), Optional.of(learned()), Optional.empty());
        StoredRecipe atOnce = remember("all.recipe", "all", Optional.empty(), Optional.empty(), budget);

        MemoryState state = MemoryState.read(grown, MODEL);
        MemoryState whole = MemoryState.read(atOnce, MODEL);
        assertEquals(2, state.memories().size());
        assertEquals(20, state.images());
        for (Exposure exposure : Exposure.values()) {
            FeatureMoments found = moments(state, exposure);
            assertEquals(20, found.images());
            float[] expected = moments(whole, exposure).packed();
            float[] packed = found.packed();
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], packed[i], 1e-4 * (1 + Math.abs(expected[i])));
            }
        }
        assertEquals(8, grown.recipe().description().threshold().images());
        assertEquals(2, grown.recipe().description().provenance().metrics().get("memories"));
        try (Inspector inspector = Inspector.open(grown, new OnnxRuntime(), 1)) {
            assertEquals(Verdict.DEFECT, inspector.inspect(withSpot(part(30))).verdict());
        }
    }

    private static FeatureMoments moments(MemoryState state, Exposure exposure) {
        return Objects.requireNonNull(state.memories().get(exposure))
                .seen()
                .moments()
                .get(1);
    }

    @Test
    void shownDefectsAreKnownToBothAndStayWhereItGrows() throws IOException {
        draw("more", 16, 18);
        StoredRecipe grown = remember("more.recipe", "more", Optional.empty(), Optional.of(shown()), Optional.empty());
        for (StoredRecipe recipe : List.of(shown(), grown)) {
            assertEquals(ScoreMap.KNOWN, recipe.recipe().description().score().map());
            Memories memories = memories(recipe);
            for (Exposure exposure : Exposure.values()) {
                assertTrue(MODEL.knows(Memories.of(exposure, memories.of(exposure))), exposure::name);
            }
            double gain = gain(recipe, withSpot(part(31)));
            assertTrue(gain > 1.08, gain + " for its like");
            assertEquals(1, gain(recipe, part(31)), 0.03);
        }
        float[] memory = map(run(memories(shown()), withSpot(part(31))), InstantModel.MEMORY_MAP);
        assertArrayEquals(memory, map(run(memories(learned()), withSpot(part(31))), InstantModel.MEMORY_MAP), 1e-5f);
    }

    private static double gain(StoredRecipe recipe, Image image) {
        try (RecipeEngine engine = RecipeEngine.open(recipe, new OnnxRuntime(), 1)) {
            Map<ScoreMap, AnomalyMap> maps = engine.maps(engine.preprocessing().apply(image));
            return AnomalyScore.of(maps.get(ScoreMap.KNOWN)) / AnomalyScore.of(maps.get(ScoreMap.MEMORY));
        }
    }

    /** As where a lamp has lost two fifths of its light. */
    @Test
    void inChangingLightADarkerGoodPartIsGoodAndADefectOnItIsNot() throws IOException {
        StoredRecipe changing = changing("changing.recipe", "good", Optional.empty(), Light.CHANGING);
        StoredRecipe steady = changing("steady.recipe", "good", Optional.empty(), Light.STEADY);

        assertEquals(List.of(Exposure.EVENED), memories(changing).exposures());
        assertEquals(List.of(Exposure.AS_TAKEN), memories(steady).exposures());
        assertEquals(1, changing.recipe().description().provenance().metrics().get("memories"));
        Image good = darkened(part(30));
        Image spotted = darkened(withSpot(part(30)));
        assertEquals(Verdict.DEFECT, verdict(steady, good), "what is darker is no good part in steady light");
        assertEquals(Verdict.OK, verdict(changing, part(30)));
        assertEquals(Verdict.OK, verdict(changing, good));
        assertEquals(Verdict.DEFECT, verdict(changing, spotted));

        draw("later", 16, 19);
        StoredRecipe grown = changing("later.recipe", "later", Optional.of(changing), Light.CHANGING);
        assertEquals(List.of(Exposure.EVENED), memories(grown).exposures(), "it goes on as it was");
        assertEquals(
                Light.CHANGING.label(),
                grown.recipe().description().provenance().settings().get("light"));
        assertEquals(Verdict.OK, verdict(grown, good));
        assertEquals(Verdict.DEFECT, verdict(grown, spotted));

        assertThrows(
                InputException.class, () -> changing("refused.recipe", "later", Optional.of(changing), Light.STEADY));
        InputException refused = assertThrows(
                InputException.class, () -> changing("refused.recipe", "later", Optional.of(steady), Light.CHANGING));
        assertTrue(
                refused.getMessage().contains("learn again from all images for changing light"), refused::getMessage);
    }

    /** Half of what is seen is painted over. */
    @Test
    void inChangingLightWhatIsIgnoredGetsDarkerWithThePart() {
        Sight half = new Sight(
                RegionOfInterest.ALL,
                Optional.empty(),
                List.of(Outline.parse("0,0.75,1,0.25"), Outline.parse("0.6,0,0.4,1")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        InstantSettings settings = new InstantSettings(SIZE, half, Light.CHANGING, 50, 2000, 20, 12, 0.25, 3);
        StoredRecipe recipe =
                remember("half.recipe", "good", Optional.empty(), Optional.empty(), Optional.empty(), settings);

        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1)) {
            assertTrue(inspector.parity(recipe).agrees());
            double bright = inspector.inspect(part(30)).score().orElseThrow();
            double dark = inspector.inspect(darkened(part(30))).score().orElseThrow();
            double spotted =
                    inspector.inspect(darkened(withSpot(part(30)))).score().orElseThrow();
            assertEquals(bright, dark, 0.02);
            assertTrue(spotted > 3 * dark, spotted + ", without a spot " + dark);
        }
    }

    private static Image darkened(Image image) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(0.6 * (image.rgb()[i] & 0xff));
        }
        return new Image(SIZE, SIZE, rgb);
    }

    private static Verdict verdict(StoredRecipe recipe, Image image) {
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1)) {
            return inspector.inspect(image).verdict();
        }
    }

    private static StoredRecipe changing(String name, String good, Optional<StoredRecipe> from, Light light) {
        InstantSettings settings = new InstantSettings(SIZE, Sight.ALL, light, 50, 2000, 20, 12, 0.25, 3);
        return remember(name, good, Optional.empty(), from, Optional.empty(), settings);
    }

    /** An hour passes from one look at the time to the next. */
    @ParameterizedTest
    @CsvSource({"0, 64, 1", "15, 64, 1", "16, 64, 2", "240, 64, 2", "240, 57, 2", "240, 56, 1"})
    void theSecondIsLearnedWhereTimeAndWorkingMemoryAllow(int hours, int megabytes, int memories) throws IOException {
        AtomicLong looks = new AtomicLong();
        Stopwatch stopwatch = new Stopwatch(0, () -> looks.incrementAndGet() * 3_600_000_000_000L, 0);
        Optional<Duration> budget = Optional.of(Duration.ofHours(hours)).filter(time -> !time.isZero());
        Heard heard = new Heard();
        InstantLearning learning = new InstantLearning(
                MODEL,
                SMALL,
                InstantTrainingTest.cached(folder.resolve("good"), 8, SIZE),
                new OnnxRuntime(),
                1,
                megabytes * 1_000_000L,
                new TimeLimit(stopwatch, budget),
                heard);

        assertEquals(memories, learning.learn().exposures().size());

        assertEquals(memories, learning.tried().get("memories"));
        assertEquals(hours == 240 ? 4 : 1, learning.tried().get("quarters_tried"));
        assertEquals(megabytes == 56, heard.said().contains("too little working memory"), heard::said);
        assertEquals(hours == 15, heard.said().contains("no time for a second memory"), heard::said);
        assertEquals(memories == 2, heard.said().contains("There is time for a second memory"), heard::said);
        assertEquals(memories == 2, heard.advances.contains("Comparing good parts, evened 8/8"));
    }
}

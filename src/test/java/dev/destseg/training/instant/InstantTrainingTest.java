package dev.destseg.training.instant;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.DatasetReader;
import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.ImageLoader;
import dev.destseg.dataset.Sample;
import dev.destseg.dataset.Sight;
import dev.destseg.dataset.TileSize;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageTensors;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Region;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resampling;
import dev.destseg.image.Resize;
import dev.destseg.image.View;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Inspector;
import dev.destseg.inspection.Verdict;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.network.Light;
import dev.destseg.network.Memories;
import dev.destseg.network.Parameters;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.ScoreMap;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Tiling;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.Stopwatch;
import dev.destseg.training.StoredTeacher;
import dev.destseg.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTrainingTest {
    private static final int SIZE = 64;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final InstantSettings SMALL =
            new InstantSettings(SIZE, Sight.ALL, Light.STEADY, 50, 400, 20, 12, 0.25, 3);

    @TempDir
    static Path folder;

    private static Path good = Path.of("");

    @BeforeAll
    static void drawParts() throws IOException {
        good = Files.createDirectories(folder.resolve("good"));
        for (int i = 0; i < 16; i++) {
            ImageWriter.write(good.resolve(i + ".png"), ImageWriter.png(part(i)));
        }
    }

    private static Image part(int index) {
        return new Resize(SIZE, SIZE).apply(DemoProduct.FLANGE.good(1, index));
    }

    private static StoredRecipe remember(Path dataset, Path out, TrainingListener listener) {
        return new InstantTraining(request(dataset, out, SMALL, Optional.empty()), new OnnxRuntime(), listener, CLOCK)
                .run();
    }

    private static StoredRecipe remember(Path dataset, Path out, RegionOfInterest region) {
        InstantSettings settings = new InstantSettings(SIZE, Sight.of(region), Light.STEADY, 50, 400, 20, 12, 0.25, 3);
        return new InstantTraining(
                        request(dataset, out, settings, Optional.empty()), new OnnxRuntime(), new Heard(), CLOCK)
                .run();
    }

    private static InstantRequest request(
            Path dataset, Path out, InstantSettings settings, Optional<StoredRecipe> from) {
        return request(dataset, out, settings, from, Optional.empty());
    }

    private static InstantRequest request(
            Path dataset, Path out, InstantSettings settings, Optional<StoredRecipe> from, Optional<Duration> budget) {
        return new InstantRequest(
                "flange",
                dataset,
                Optional.empty(),
                from,
                out,
                settings,
                StoredTeacher.embedded(),
                1,
                budget,
                false,
                "test");
    }

    @Test
    void aDefectScoresHigherThanGoodPartsNeverSeen() {
        StoredRecipe recipe = remember(good, folder.resolve("judging.recipe"), new Heard());

        assertEquals(InstantModel.PROFILE, recipe.recipe().description().profile());
        assertEquals(ScoreMap.MEMORY, recipe.recipe().description().score().map());
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1)) {
            double highest = 0;
            for (int i = 20; i < 30; i++) {
                highest = Math.max(highest, score(inspector.inspect(part(i))));
            }
            Inspection spotted = inspector.inspect(withSpot(part(20)));
            assertTrue(score(spotted) > highest, score(spotted) + " <= " + highest);
            assertEquals(Verdict.DEFECT, spotted.verdict());
        }
    }

    @Test
    void remembersTheGoodPartsThatTheThresholdWasChosenFromToo() {
        StoredRecipe recipe = remember(good, folder.resolve("whole.recipe"), new Heard());

        assertEquals(
                16, recipe.recipe().description().provenance().data().get(0).images());
        assertEquals(4, recipe.recipe().description().threshold().images());
        double highestHeldBack = recipe.recipe()
                .description()
                .goodTraits()
                .orElseThrow()
                .scores()
                .orElseThrow()
                .highest();
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1)) {
            double highest = 0;
            for (int i = 0; i < 16; i++) {
                highest = Math.max(highest, score(inspector.inspect(part(i))));
            }
            assertTrue(highest < highestHeldBack, highest + " >= " + highestHeldBack);
        }
    }

    /** Rows 16 to 48: the spot at row 30 lies within, one at row 50 below. */
    private static final RegionOfInterest MIDDLE = new RegionOfInterest(0, 0.25, 0.75, 0.75);

    @Test
    void aDefectCountsWithinTheRegionOfInterestOnly() {
        StoredRecipe recipe = remember(good, folder.resolve("middle.recipe"), MIDDLE);

        assertEquals(Optional.of(MIDDLE), recipe.recipe().description().regionOfInterest());
        assertEquals(
                MIDDLE.toString(),
                recipe.recipe().description().provenance().settings().get("region_of_interest"));
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1)) {
            Inspection clean = inspector.inspect(part(20));
            assertEquals(Verdict.OK, clean.verdict());
            assertEquals(score(clean), score(inspector.inspect(withSpot(part(20), 50))));
            assertEquals(Verdict.DEFECT, inspector.inspect(withSpot(part(20))).verdict());
            assertTrue(inspector.parity(recipe).agrees(), "the golden set shows what the networks see");
        }
    }

    @Test
    void refusesARegionOfTooFewPixels() {
        InputException tooSmall = assertThrows(
                InputException.class,
                () -> remember(good, folder.resolve("small.recipe"), new RegionOfInterest(0, 0, 0.25, 1)));
        assertTrue(tooSmall.getMessage().contains("The region is too small: 16 x 64"), tooSmall.getMessage());
    }

    @Test
    void addsNoImagesOfAnotherRegion() {
        StoredRecipe recipe = remember(good, folder.resolve("before.recipe"), MIDDLE);
        InstantRequest request = request(good, folder.resolve("after.recipe"), SMALL, Optional.of(recipe));
        InputException refused = assertThrows(
                InputException.class, () -> new InstantTraining(request, new OnnxRuntime(), new Heard(), CLOCK).run());
        assertTrue(refused.getMessage().contains("remembers the region " + MIDDLE), refused.getMessage());
    }

    private static final int LARGE = 160;

    private static Image cloth(int index) {
        return new Resize(LARGE, LARGE).apply(DemoProduct.FABRIC.good(1, index));
    }

    /** 160 x 160 pixels in tiles of 64: nine or, overlapping by more, sixteen. */
    private static StoredRecipe rememberInTiles(Path out, String tile) throws IOException {
        Path cloths = Files.createDirectories(folder.resolve("cloths"));
        for (int i = 0; i < 12; i++) {
            ImageWriter.write(cloths.resolve(i + ".png"), ImageWriter.png(cloth(i)));
        }
        InstantSettings settings = new InstantSettings(
                SIZE, Sight.ALL.withTile(TileSize.parse(tile)), Light.STEADY, 100, 2000, 60, 24, 0.25, 3);
        return new InstantTraining(
                        request(cloths, out, settings, Optional.empty()), new OnnxRuntime(), new Heard(), CLOCK)
                .run();
    }

    @Test
    void inTilesADefectIsFoundWhereverItLies() throws IOException {
        StoredRecipe recipe = rememberInTiles(folder.resolve("tiled.recipe"), "64");

        assertEquals(9, recipe.recipe().description().tiles().count());
        assertEquals(SIZE, recipe.recipe().description().inputSize().width());
        assertEquals(3, recipe.recipe().description().threshold().images(), "images, not tiles");
        try (Inspector inspector = Inspector.open(recipe, new OnnxRuntime(), 1)) {
            assertTrue(inspector.parity(recipe).agrees());
            Inspection clean = inspector.inspect(cloth(30));
            assertEquals(LARGE, clean.map().orElseThrow().width());
            for (int at : new int[] {5, 52, 76, 100, 145}) {
                Inspection spotted = inspector.inspect(spotted(cloth(30), at));
                assertTrue(score(spotted) > 2 * score(clean), at + ": " + score(spotted) + ", " + score(clean));
                Region worst = spotted.regions().get(0);
                assertEquals(at + 4.5, worst.centroidX(), 6);
                assertEquals(at + 4.5, worst.centroidY(), 6);
            }
        }
    }

    /**
     * The same memory looks through tiles that begin elsewhere. Tiles are small here, so that much of them is border: single
     * pixels differ by up to 0.12, the map as a whole and the score hardly.
     */
    @Test
    void aMapHardlyDependsOnWhereTilesEnd() throws IOException {
        StoredRecipe nine = rememberInTiles(folder.resolve("nine.recipe"), "64");
        StoredRecipe sixteen = overlapping(nine, 32, folder.resolve("sixteen.recipe"));
        assertEquals(16, sixteen.recipe().description().tiles().count());
        try (Inspector first = Inspector.open(nine, new OnnxRuntime(), 1);
                Inspector second = Inspector.open(sixteen, new OnnxRuntime(), 1)) {
            for (Image image : List.of(cloth(31), spotted(cloth(32), 76))) {
                Inspection one = first.inspect(image);
                Inspection other = second.inspect(image);
                assertEquals(score(one), score(other), 0.05);
                assertTrue(rootMeanSquare(one, other) < 0.02, "" + rootMeanSquare(one, other));
            }
        }
    }

    private static double rootMeanSquare(Inspection one, Inspection other) {
        float[] a = one.map().orElseThrow().values();
        float[] b = other.map().orElseThrow().values();
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(squares / a.length);
    }

    private static StoredRecipe overlapping(StoredRecipe recipe, int pixels, Path out) {
        RecipeDescription of = recipe.recipe().description();
        Tiling tiling = new Tiling(of.tiling().orElseThrow().whole(), pixels);
        return changed(recipe, Optional.of(tiling), of.resampling(), out);
    }

    private static StoredRecipe changed(StoredRecipe recipe, Optional<Tiling> tiling, Resampling resampling, Path out) {
        RecipeDescription of = recipe.recipe().description();
        RecipeDescription changed = new RecipeDescription(
                of.name(),
                of.version(),
                of.profile(),
                of.inputSize(),
                of.regionOfInterest(),
                tiling,
                of.registration(),
                resampling,
                of.threshold(),
                of.score(),
                of.golden(),
                of.goodTraits(),
                of.int8(),
                of.requirements(),
                of.provenance());
        Map<String, Content> contents = new TreeMap<>();
        recipe.recipe().files().keySet().forEach(file -> contents.put(file, recipe.content(file)));
        return RecipeWriter.write(changed, contents, out, RecipeWriter.Existing.REFUSE);
    }

    /** With a black square of 10 x 10 pixels, as far from the left as from the top. */
    private static Image spotted(Image image, int at) {
        byte[] rgb = image.rgb().clone();
        for (int y = at; y < at + 10; y++) {
            Arrays.fill(rgb, 3 * (y * image.width() + at), 3 * (y * image.width() + at + 10), (byte) 0);
        }
        return new Image(image.width(), image.height(), rgb);
    }

    private static double score(Inspection inspection) {
        return inspection.score().orElseThrow();
    }

    private static Image withSpot(Image image) {
        return withSpot(image, 30);
    }

    /** A black square of 10 x 10 pixels. */
    private static Image withSpot(Image image, int top) {
        byte[] rgb = image.rgb().clone();
        for (int y = top; y < top + 10; y++) {
            for (int x = 3 * 10; x < 3 * 20; x++) {
                rgb[3 * y * SIZE + x] = 0;
            }
        }
        return new Image(SIZE, SIZE, rgb);
    }

    @Test
    void theSameImagesAndSeedGiveTheSameModel() {
        StoredRecipe first = remember(good, folder.resolve("first.recipe"), new Heard());
        StoredRecipe second = remember(good, folder.resolve("second.recipe"), new Heard());

        assertEquals(
                first.recipe().files().get(Recipe.MODEL),
                second.recipe().files().get(Recipe.MODEL));
    }

    @Test
    void theGraphGivesTheDistancesThatItsParametersDefine() {
        StoredRecipe recipe = remember(good, folder.resolve("distances.recipe"), new Heard());
        InstantModel model = new InstantModel(StoredTeacher.embedded().teacher(), SIZE);
        Parameters memory = memory(recipe, model);
        Map<String, Tensor> images = Map.of(DeStSeg.IMAGE, ImageTensors.of(List.of(part(40), withSpot(part(41)))));
        Map<String, Tensor> features = run(OnnxWriter.write(model.features(Exposure.AS_TAKEN)), images);
        Map<String, Tensor> distances = run(OnnxWriter.write(model.distances(Exposure.AS_TAKEN, memory)), images);

        for (Level level : model.levels()) {
            for (int at = 0; at < 2 * level.side() * level.side(); at++) {
                float[] feature = feature(features, level, at);
                if (level.placed()) {
                    assertEquals(
                            mahalanobis(memory, level, feature, at % (level.side() * level.side())),
                            data(distances.get(level.gaussian()))[at],
                            1e-2,
                            level.gaussian());
                }
                if (level.banked()) {
                    assertEquals(
                            nearest(memory, level, feature), data(distances.get(level.bank()))[at], 1e-2, level.bank());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 0.5f})
    void theMapIsTheMeanOfTheCalibratedDistancesLoweredOnTheSlopesOfItsPeaksAndWhereColoursAreUsual(float refinement) {
        StoredRecipe recipe = remember(good, folder.resolve("map-" + refinement + ".recipe"), new Heard());
        InstantModel model = new InstantModel(StoredTeacher.embedded().teacher(), SIZE);
        Parameters memory = memory(recipe, model).with(RefinementChoice.refining(refinement));
        Map<String, Tensor> images = Map.of(DeStSeg.IMAGE, ImageTensors.of(List.of(withSpot(part(41)))));
        Map<String, Tensor> distances = run(OnnxWriter.write(model.distances(Exposure.AS_TAKEN, memory)), images);
        Map<String, Tensor> maps =
                run(OnnxWriter.write(model.inference(Memories.of(Exposure.AS_TAKEN, memory))), images);

        int side = SIZE / 4;
        double[] u = new double[side * side];
        for (String name : model.distances()) {
            double weight = data(memory.tensors().get(InstantParameters.fusionWeight(name)))[0];
            double[] z = enlarged(calibrated(memory, name, data(distances.get(name))), side);
            for (int i = 0; i < u.length; i++) {
                u[i] += weight * z[i];
            }
        }
        u = Arrays.stream(u).map(mean -> Math.max(0, mean)).toArray();
        double[] expected = new double[u.length];
        for (int i = 0; i < u.length; i++) {
            double v = u[i] * u[i] / (highestAround(u, side, i) + 1e-6);
            expected[i] = v / (v + 3);
        }
        expected = enlarged(expected, SIZE);
        String colours = model.levels().get(0).gaussian();
        double[] unusual = Arrays.stream(calibrated(memory, colours, data(distances.get(colours))))
                .map(z -> Math.max(0, z) / (Math.max(0, z) + 0.5))
                .toArray();
        double[] share = enlarged(unusual, SIZE);
        for (int i = 0; i < expected.length; i++) {
            expected[i] *= 1 - refinement + refinement * share[i];
        }
        float[] map = data(maps.get(InstantModel.MEMORY_MAP));
        assertTrue(Arrays.stream(expected).max().orElseThrow() > 0.3, "A defect shows");
        for (int i = 0; i < map.length; i++) {
            assertEquals(expected[i], map[i], 1e-3);
        }
    }

    /** As carried, with the Gaussians that are fitted to the carried moments. */
    private static Parameters memory(StoredRecipe recipe, InstantModel model) {
        Map<String, FloatTensor> gaussians = new TreeMap<>();
        MemoryState.read(recipe, model)
                .memories()
                .get(Exposure.AS_TAKEN)
                .seen()
                .moments()
                .forEach(moments -> gaussians.putAll(Gaussians.fit(moments)));
        return new Parameters(StateDictionaryReader.read(recipe.path(Recipe.CHECKPOINT))
                        .tensors())
                .with(gaussians);
    }

    private static double[] calibrated(Parameters memory, String name, float[] d) {
        float[] mean = data(memory.tensors().get(InstantParameters.calibrationMean(name)));
        float[] scale = data(memory.tensors().get(InstantParameters.calibrationScale(name)));
        double[] z = new double[d.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = (d[i] - mean[i]) * scale[i];
        }
        return z;
    }

    @Test
    void theWeightsOfTheDistancesAddUpToOne() {
        StoredRecipe recipe = remember(good, folder.resolve("weights.recipe"), new Heard());
        Map<String, FloatTensor> learned =
                StateDictionaryReader.read(recipe.path(Recipe.CHECKPOINT)).tensors();
        List<String> names = new InstantModel(StoredTeacher.embedded().teacher(), SIZE).distances();

        double sum = 0;
        for (String name : names) {
            float weight = data(learned.get(InstantParameters.fusionWeight(name)))[0];
            assertTrue(weight >= 0, name + " " + weight);
            sum += weight;
        }
        assertEquals(6, names.size());
        assertEquals(1, sum, 1e-6);
    }

    /** Bilinear, from a square to a larger one, half pixels as in PyTorch's align_corners = false. */
    private static double[] enlarged(double[] map, int side) {
        int from = (int) Math.sqrt(map.length);
        double[] large = new double[side * side];
        for (int i = 0; i < large.length; i++) {
            double y = Math.max(0, (i / side + 0.5) * from / side - 0.5);
            double x = Math.max(0, (i % side + 0.5) * from / side - 0.5);
            int top = Math.min(from - 1, (int) y);
            int left = Math.min(from - 1, (int) x);
            int bottom = Math.min(from - 1, top + 1);
            int right = Math.min(from - 1, left + 1);
            double above = map[top * from + left] * (1 - x + left) + map[top * from + right] * (x - left);
            double below = map[bottom * from + left] * (1 - x + left) + map[bottom * from + right] * (x - left);
            large[i] = above * (1 - y + top) + below * (y - top);
        }
        return large;
    }

    private static double highestAround(double[] map, int side, int position) {
        double highest = 0;
        for (int i = 0; i < map.length; i++) {
            if (Math.abs(i / side - position / side) <= 3 && Math.abs(i % side - position % side) <= 3) {
                highest = Math.max(highest, map[i]);
            }
        }
        return highest;
    }

    private static Map<String, Tensor> run(byte[] onnx, Map<String, Tensor> images) {
        try (Engine engine = new OnnxRuntime().load(onnx, 1)) {
            return engine.run(images);
        }
    }

    private static float[] data(Object tensor) {
        return ((FloatTensor) Objects.requireNonNull(tensor)).data();
    }

    private static float[] feature(Map<String, Tensor> features, Level level, int at) {
        float[] feature = new float[level.channels()];
        System.arraycopy(data(features.get(level.features())), at * feature.length, feature, 0, feature.length);
        return feature;
    }

    private static double mahalanobis(Parameters memory, Level level, float[] feature, int position) {
        int channels = level.channels();
        float[] mean = data(memory.tensors().get(InstantParameters.gaussianMean(level)));
        float[] whitening = data(memory.tensors().get(InstantParameters.gaussianWhitening(level)));
        double sum = 0;
        for (int b = 0; b < channels; b++) {
            double y = 0;
            for (int a = 0; a < channels; a++) {
                y += (feature[a] - mean[position * channels + a]) * whitening[(position * channels + a) * channels + b];
            }
            sum += y * y;
        }
        return Math.sqrt(sum);
    }

    private static double nearest(Parameters memory, Level level, float[] feature) {
        int channels = level.channels();
        float[] mean = data(memory.tensors().get(InstantParameters.bankMean(level)));
        float[] scale = data(memory.tensors().get(InstantParameters.bankScale(level)));
        float[] vectors = data(memory.tensors().get(InstantParameters.bankVectors(level)));
        float[] widths = data(memory.tensors().get(InstantParameters.bankWidths(level)));
        double least = Double.MAX_VALUE;
        for (int vector = 0; vector < vectors.length / channels; vector++) {
            double square = 0;
            for (int c = 0; c < channels; c++) {
                double difference = (feature[c] - mean[c]) * scale[c] - vectors[vector * channels + c];
                square += difference * difference;
            }
            least = Math.min(least, square / (widths[vector] * widths[vector]));
        }
        return Math.sqrt(least);
    }

    @Test
    void progressIsToldFromTheFirstImageToTheLast() {
        Heard heard = new Heard();
        remember(good, folder.resolve("progress.recipe"), heard);

        assertTrue(heard.advances.contains("Looking at good parts 1/12"));
        assertTrue(heard.advances.contains("Looking at good parts 12/12"));
        assertTrue(heard.advances.contains("Comparing good parts 12/12"));
    }

    /** What their scores come from is another sum, so that thresholds from both would mean nothing. */
    @Test
    void addsNoImagesToARecipeThatSeesThemMadeSmallerByTriangles() {
        StoredRecipe recipe = remember(good, folder.resolve("by-area.recipe"), new Heard());
        StoredRecipe old =
                changed(recipe, Optional.empty(), Resampling.TRIANGLE, folder.resolve("by-triangles.recipe"));
        InstantRequest request = request(good, folder.resolve("later.recipe"), SMALL, Optional.of(old));

        InputException refused = assertThrows(
                InputException.class, () -> new InstantTraining(request, new OnnxRuntime(), new Heard(), CLOCK).run());

        assertTrue(refused.getMessage().contains("learn again from all images"), refused.getMessage());
    }

    /** Ten seconds pass from one look at the time to the next, so that a quarter needs thirty. */
    @ParameterizedTest
    @CsvSource({"59, 1", "60, 2", "70, 3", "80, 4", "600, 4"})
    void furtherQuartersAreTriedAsLongAsTheBudgetAllows(int budget, int tried) {
        AtomicLong looks = new AtomicLong();
        Stopwatch stopwatch = new Stopwatch(0, () -> looks.incrementAndGet() * 10_000_000_000L, 0);
        ImageCache images = cached(good, 7, SIZE);
        Heard heard = new Heard();
        MemoryLearning learning = new MemoryLearning(
                new InstantModel(StoredTeacher.embedded().teacher(), SIZE),
                Exposure.AS_TAKEN,
                SMALL,
                images,
                new OnnxRuntime(),
                1,
                new TimeLimit(stopwatch, Optional.of(Duration.ofSeconds(budget))),
                heard);

        learning.learn();

        assertEquals(tried, learning.quartersTried());
        assertEquals(tried > 3, heard.advances.contains("Trying on further synthetic defects, 3 of 3 12/12"));
    }

    static ImageCache cached(Path folder, int images, int size) {
        View view = View.whole(RegionOfInterest.ALL, size, size);
        List<Sample> first =
                new DatasetReader(problem -> {}).read(folder).train().subList(0, images);
        return ImageCache.load(new ImageLoader(new ImageReader(), view), first, 1 << 20, problem -> {});
    }

    @Test
    void withTimeToSpareDefectsArePutOnAllImages() {
        Heard hurried = new Heard();
        Heard unhurried = new Heard();
        StoredRecipe quick = remember(good, folder.resolve("quick.recipe"), hurried);
        StoredRecipe thorough = new InstantTraining(
                        request(
                                good,
                                folder.resolve("thorough.recipe"),
                                SMALL,
                                Optional.empty(),
                                Optional.of(Duration.ofMinutes(1))),
                        new OnnxRuntime(),
                        unhurried,
                        CLOCK)
                .run();

        assertTrue(hurried.advances.contains("Trying on synthetic defects 12/12"));
        assertTrue(hurried.advances.stream().noneMatch(said -> said.contains("further")));
        assertTrue(unhurried.advances.contains("Trying on synthetic defects 12/12"));
        assertTrue(unhurried.advances.contains("Trying on further synthetic defects, 3 of 3 12/12"));
        InstantModel model = new InstantModel(StoredTeacher.embedded().teacher(), SIZE);
        String weight = InstantParameters.fusionWeight(model.distances().get(0));
        assertNotEquals(
                data(memory(quick, model).tensors().get(weight))[0],
                data(memory(thorough, model).tensors().get(weight))[0]);
        assertEquals(1, quartersTried(quick));
        assertEquals(4, quartersTried(thorough));
    }

    private static double quartersTried(StoredRecipe recipe) {
        return Objects.requireNonNull(
                recipe.recipe().description().provenance().metrics().get("quarters_tried"));
    }

    @Test
    void imagesAreMadeSmallerByAreaSoThatThinDefectsStay() {
        StoredRecipe recipe = remember(good, folder.resolve("area.recipe"), new Heard());
        Image large = DemoProduct.FLANGE.good(1, 50);

        assertEquals(Resampling.AREA, recipe.recipe().description().resampling());
        assertArrayEquals(
                new Resize(SIZE, SIZE, Resampling.AREA).apply(large).rgb(),
                recipe.view().of(large).image().rgb());
    }

    @Test
    void threeImagesAreTooFewAndTheMessageSaysHowManyAreWanted() throws IOException {
        Path few = Files.createDirectories(folder.resolve("few"));
        for (int i = 0; i < 3; i++) {
            ImageWriter.write(few.resolve(i + ".png"), ImageWriter.png(part(i)));
        }
        Path out = folder.resolve("few.recipe");

        InputException refused = assertThrows(InputException.class, () -> remember(few, out, new Heard()));

        assertTrue(refused.getMessage().contains("at least 4"), refused.getMessage());
        assertTrue(Files.notExists(out));
    }

    @Test
    void aRecipeThatIsThereIsNotReplacedUnasked() {
        Path out = folder.resolve("kept.recipe");
        StoredRecipe kept = remember(good, out, new Heard());

        assertThrows(InputException.class, () -> remember(good, out, new Heard()));
        assertTrue(Files.exists(kept.path(Recipe.MODEL)));
    }
}

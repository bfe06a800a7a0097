package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resampling;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
    private static final Instant CREATED = Instant.parse("2026-03-01T08:00:00Z");
    private static final Sha256 EMPTY = Sha256.of(new byte[0]);
    private static final Threshold THRESHOLD = new Threshold(
            0.375, "good-images", "3rd highest of 300", 300, OptionalDouble.of(0.02), OptionalDouble.of(0.95));

    @TempDir
    private Path folder;

    private static RecipeDescription description() {
        Provenance provenance = new Provenance(
                List.of(new DataDigest("train/good", 300, EMPTY)),
                -42,
                new TreeMap<>(Map.of("denoising", 1000L, "segmentation", 4000L)),
                new TreeMap<>(Map.of("optimiser", "sgd", "batch", "8")),
                new TreeMap<>(Map.of("image_auroc", 0.987)),
                "0.1.0",
                Optional.empty(),
                Optional.of(EMPTY),
                CREATED);
        return PlainDescription.of(
                "magnetic-tile",
                "1",
                "edge",
                new InputSize(256, 256),
                Optional.of(new RegionOfInterest(0, 0.1, 1, 0.9)),
                THRESHOLD,
                new ScoreDefinition(ScoreMap.SEGMENTATION, 100),
                List.of(new GoldenImage("golden/0.png", "golden/0.f32", 0.25)),
                provenance);
    }

    private static Map<String, Content> contents() {
        return Map.of(
                "model.onnx", Content.of(new byte[] {1, 2, 3}),
                "training.ckpt", Content.of(new byte[] {4}),
                "golden/0.png", Content.of(new byte[] {5, 6}),
                "golden/0.f32", Content.of(new byte[] {7, 8, 9, 10}));
    }

    private StoredRecipe written() {
        return RecipeWriter.write(description(), contents(), folder.resolve("tile"), Existing.REFUSE);
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        StoredRecipe written = written();
        StoredRecipe read = RecipeReader.read(folder.resolve("tile"));

        assertEquals(written, read);
        assertEquals(description(), read.recipe().description());
        assertArrayEquals(new byte[] {1, 2, 3}, read.bytes(Recipe.MODEL));
        assertEquals(List.of(folder.resolve("tile")), listing());
    }

    @Test
    void isReadByALinkThatLeadsToIt() throws IOException {
        StoredRecipe written = written();
        Path link = Files.createSymbolicLink(folder.resolve("current"), Path.of("tile"));

        StoredRecipe read = RecipeReader.read(link);

        assertEquals(written.recipe(), read.recipe());
        assertArrayEquals(new byte[] {1, 2, 3}, read.bytes("model.onnx"));
    }

    /** As registries compute it; it follows from recipe.json and may change only together with the schema version. */
    @Test
    void hasTheDigestOfItsManifest() throws IOException {
        Recipe recipe = written().recipe();
        assertEquals(Sha256.of(recipe.manifest()), recipe.digest());
        assertEquals(
                "sha256:31649830ea34bfb77bc6b44e4b63d9e90c20a66a4728e49788429263f5086e31",
                Sha256.of(folder.resolve("tile/recipe.json")).toString());
        assertEquals(
                "sha256:3cee023c9b119dd5bd775d0caa86fa623126a7d4d2586d90351d84b8f68ef875",
                recipe.digest().toString());
    }

    private static RecipeDescription with(Optional<Tiling> tiling, Resampling resampling) {
        return with(tiling, resampling, description().score());
    }

    private static RecipeDescription with(Optional<Tiling> tiling, Resampling resampling, ScoreDefinition score) {
        RecipeDescription plain = description();
        return new RecipeDescription(
                plain.name(),
                plain.version(),
                plain.profile(),
                plain.inputSize(),
                plain.regionOfInterest(),
                tiling,
                Optional.empty(),
                resampling,
                plain.threshold(),
                score,
                plain.golden(),
                plain.goodTraits(),
                plain.int8(),
                plain.requirements(),
                plain.provenance());
    }

    /** Software that does not know tiles must not judge by this recipe. */
    @Test
    void whatIsJudgedInTilesTakesANewerSchemaAndOneInOnePieceDoesNot() {
        RecipeDescription tiled = with(Optional.of(new Tiling(new InputSize(1000, 700), 32)), Resampling.TRIANGLE);
        StoredRecipe written = RecipeWriter.write(tiled, contents(), folder.resolve("tiled"), Existing.REFUSE);

        assertEquals(written, RecipeReader.read(folder.resolve("tiled")));
        assertTrue(new String(written.recipe().json(), StandardCharsets.UTF_8).contains("\"schema_version\":2"));
        assertTrue(new String(written().recipe().json(), StandardCharsets.UTF_8).contains("\"schema_version\":1"));
        assertEquals(5 * 3, written.recipe().description().tiles().count());
    }

    /** Software that knows triangles alone would see other images than those that were learned from. */
    @Test
    void imagesMadeSmallerByAreaTakeANewerSchema() {
        RecipeDescription byArea = with(Optional.empty(), Resampling.AREA);
        StoredRecipe written = RecipeWriter.write(byArea, contents(), folder.resolve("area"), Existing.REFUSE);

        assertEquals(written, RecipeReader.read(folder.resolve("area")));
        assertEquals(
                Resampling.AREA,
                RecipeReader.read(folder.resolve("area")).view().size().resampling());
        String json = new String(written.recipe().json(), StandardCharsets.UTF_8);
        assertTrue(json.contains("\"schema_version\":4"), json);
        assertTrue(json.contains("\"resampling\":\"area\""), json);
    }

    /** Software that does not know the map would not find what the score follows from. */
    @Test
    void whatIsScoredByKnownDefectsTakesANewerSchema() {
        RecipeDescription known = with(Optional.empty(), Resampling.AREA, new ScoreDefinition(ScoreMap.KNOWN, 100));
        StoredRecipe written = RecipeWriter.write(known, contents(), folder.resolve("known"), Existing.REFUSE);

        assertEquals(written, RecipeReader.read(folder.resolve("known")));
        String json = new String(written.recipe().json(), StandardCharsets.UTF_8);
        assertTrue(json.contains("\"schema_version\":5"), json);
    }

    @Test
    void refusesTilesThatTheNetworksCannotTake() {
        assertThrows(IllegalArgumentException.class, () -> new Tiling(new InputSize(512, 512), -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> with(Optional.of(new Tiling(new InputSize(255, 700), 32)), Resampling.TRIANGLE));
    }

    @Test
    void aNewThresholdMakesANewRecipe() {
        StoredRecipe source = written();
        Threshold other =
                new Threshold(0.5, "f1-optimum", "by hand", 20, OptionalDouble.empty(), OptionalDouble.empty());
        Instant later = CREATED.plusSeconds(60);

        StoredRecipe copy =
                RecipeWriter.writeWithThreshold(source, other, later, folder.resolve("other"), Existing.REFUSE);
        assertEquals(source, RecipeReader.read(folder.resolve("tile")));
        StoredRecipe replaced =
                RecipeWriter.writeWithThreshold(source, other, later, source.directory(), Existing.REPLACE);

        Recipe read = RecipeReader.read(folder.resolve("tile")).recipe();
        assertEquals(replaced.recipe(), read);
        assertEquals(copy.recipe(), read);
        assertEquals(other, read.description().threshold());
        assertEquals(
                Optional.of(source.recipe().digest()),
                read.description().provenance().parent());
        assertNotEquals(source.recipe().digest(), read.digest());
        assertEquals(source.recipe().files(), read.files());
    }

    @Test
    void replacesOnlyRecipesAndOnlyWhenTold() throws IOException {
        written();
        refusesToWrite("tile", Existing.REFUSE, "exists");

        Files.createDirectory(folder.resolve("photos"));
        Files.writeString(folder.resolve("photos/a.png"), "x");
        refusesToWrite("photos", Existing.REPLACE, "is no recipe");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("tile"));
        refusesToWrite("link", Existing.REPLACE, "is no recipe");
        refusesToWrite("absent/tile", Existing.REFUSE, "no directory");
        assertTrue(Files.exists(folder.resolve("photos/a.png")));
    }

    private void refusesToWrite(String target, Existing existing, String reason) {
        InputException refusal = assertThrows(
                InputException.class,
                () -> RecipeWriter.write(description(), contents(), folder.resolve(target), existing));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    @Test
    void replacesARecipeWhenTold() throws IOException {
        written();
        Map<String, Content> contents = new HashMap<>(contents());
        contents.put(Recipe.MODEL, Content.of(new byte[] {42}));
        contents.remove(Recipe.CHECKPOINT);

        RecipeWriter.write(description(), contents, folder.resolve("tile"), Existing.REPLACE);

        StoredRecipe read = RecipeReader.read(folder.resolve("tile"));
        assertArrayEquals(new byte[] {42}, read.bytes(Recipe.MODEL));
        assertFalse(read.recipe().files().containsKey(Recipe.CHECKPOINT));
        assertEquals(List.of(folder.resolve("tile")), listing());
    }

    @Test
    void refusesToWriteFilesThatRecipesDoNotHave() throws IOException {
        for (String path : List.of("../x", "golden/../../x", "/x", "golden/a/b", "notes.txt", "golden/.x", "")) {
            Map<String, Content> contents = new HashMap<>(contents());
            contents.put(path, Content.of(new byte[1]));
            assertThrows(
                    InputException.class,
                    () -> RecipeWriter.write(description(), contents, folder.resolve("tile"), Existing.REFUSE));
        }
        Map<String, Content> withoutModel = new HashMap<>(contents());
        withoutModel.remove(Recipe.MODEL);
        assertThrows(
                InputException.class,
                () -> RecipeWriter.write(description(), withoutModel, folder.resolve("tile"), Existing.REFUSE));
        assertEquals(List.of(), listing());
    }

    @Test
    void keepsTheRecipeBeforeWhenWritingFails() throws IOException {
        StoredRecipe before = written();
        Map<String, Content> failing = new HashMap<>(contents());
        failing.put("training.ckpt", output -> {
            throw new IOException("disk full");
        });

        assertThrows(
                UncheckedIOException.class,
                () -> RecipeWriter.write(description(), failing, folder.resolve("tile"), Existing.REPLACE));

        assertEquals(before, RecipeReader.read(folder.resolve("tile")));
        assertEquals(List.of(folder.resolve("tile")), listing());
    }

    @Test
    void seesNoRecipeInADirectoryThatIsBeingWritten() throws IOException {
        Map<String, Content> contents = new HashMap<>(contents());
        contents.put("training.ckpt", output -> assertEquals(0, visibleRecipes()));
        RecipeWriter.write(description(), contents, folder.resolve("tile"), Existing.REFUSE);
        assertEquals(1, visibleRecipes());

        Files.move(folder.resolve("tile"), folder.resolve("recipe.partial"));
        assertFalse(RecipeReader.isRecipe(folder.resolve("recipe.partial")));
    }

    private long visibleRecipes() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(RecipeReader::isRecipe).count();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"schema_version\":1 | \"schema_version\":6 | schema version 6 is unknown",
                "\"schema_version\":1 | \"resampling\":\"lanczos\",\"schema_version\":4 | no resampling named lanczos",
                "\"schema_version\":1 | \"schema_version\":2 | canonical",
                "\"schema_version\":1 | \"schema_version\":3 | canonical",
                "\"schema_version\":1 | \"schema_version\":4 | canonical",
                "\"schema_version\":1 | \"schema_version\":5 | canonical",
                "\"schema_version\":1 | \"schema_version\":1,\"tiling\":{\"height\":512,\"overlap\":32,\"width\":512} | canonical",
                "\"schema_version\":1 | \"schema_version\":\"1\" | schema_version must be an integer",
                "\"profile\":\"edge\" | \"profile\":\"edge\",\"profile\":\"edge\" | Duplicate",
                "\"profile\":\"edge\" | \"profile\":\"edge\",\"q\":1 | unknown field q",
                "\"width\":256 | \"width\":256,\"z\":1 | unknown field input_size.z",
                "\"profile\":\"edge\" | \"profile\": \"edge\" | canonical",
                "\"profile\":\"edge\" | \"profile\":7 | profile must be text",
                "\"name\":\"magnetic-tile\" | \"name\":\"../tile\" | letters, digits",
                "\"width\":256 | \"width\":0 | out of range",
                "\"top\":0.1 | \"top\":0.95 | region of interest",
                "\"confidence\":0.95 | \"confidence\":1.5 | both in [0, 1]",
                "\"map\":\"segmentation\" | \"map\":\"other\" | No score map",
                "2026-03-01T08 | 2026-13-01T08 | provenance.created",
                "\"image\":\"golden/0.png\" | \"image\":\"golden/1.png\" | golden/1.png",
                "\"model.onnx\":{ | \"../model.onnx\":{ | model.onnx",
                "\"training.ckpt\":{ | \"../../training.ckpt\":{ | no file named",
                "\"training.ckpt\":{ | \"/etc/passwd\":{ | no file named",
                "\"size\":3 | \"size\":4 | has 3 bytes, where the manifest says 4",
                "\"size\":3 | \"size\":99999999999999 | too large",
                "sha256: | md5: | digest"
            })
    void refusesABadManifest(String from, String to, String reason) throws IOException {
        written();
        Path manifest = folder.resolve("tile/recipe.json");
        String text = Files.readString(manifest);
        assertTrue(text.contains(from));
        Files.writeString(manifest, text.replace(from, to));
        refuses(reason);
    }

    @Test
    void refusesATruncatedOrHugeManifest() throws IOException {
        written();
        Path manifest = folder.resolve("tile/recipe.json");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.substring(0, text.length() - 2));
        refuses("recipe");
        Files.write(manifest, (text + " ".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8));
        refuses("too large");
        Files.delete(manifest);
        refuses("There is no recipe");
    }

    @Test
    void refusesFilesThatAreNotWhatTheManifestSays() throws IOException {
        StoredRecipe stored = written();
        Path model = folder.resolve("tile/model.onnx");
        Files.write(model, new byte[] {1, 2, 4});
        refuses("model.onnx was changed");
        assertThrows(InputException.class, () -> stored.bytes(Recipe.MODEL));

        Path elsewhere = Files.write(folder.resolve("elsewhere"), new byte[] {1, 2, 3});
        Files.delete(model);
        refuses("model.onnx is missing");
        Files.createSymbolicLink(model, elsewhere);
        refuses("no regular file");

        Files.delete(model);
        Files.write(model, new byte[] {1, 2, 3});
        Files.writeString(folder.resolve("tile/golden/extra"), "x");
        refuses("golden/extra does not belong to it");
    }

    private void refuses(String reason) {
        InputException refusal = assertThrows(InputException.class, () -> RecipeReader.read(folder.resolve("tile")));
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }

    private List<Path> listing() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }
}

package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inference.AcceleratedRuntime;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.Model;
import dev.destseg.inference.Takeover;
import dev.destseg.inference.Takeover.Stage;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import dev.destseg.recipe.Int8Model;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engines may take over from the one that judges. */
class GoldenAcceptanceTest {
    @TempDir
    private Path folder;

    @Test
    void takesAnEngineThatJudgesTheGoldenSetAsExpected() {
        StoredRecipe recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        try (Engine same = new OnnxRuntime(Waiting.SLEEPING).load(recipe.bytes(Recipe.MODEL), 1)) {
            new GoldenAcceptance(recipe, ParityGate.DEFAULT).check(same);
        }
    }

    @Test
    void refusesAnEngineThatJudgesOtherwiseAndLeavesItOpen() {
        StoredRecipe recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        StoredRecipe darker = TinyRecipe.withThreshold(0.5).amplified(0.9f).writeTo(folder.resolve("darker"));
        try (Engine other = new OnnxRuntime().load(darker.bytes(Recipe.MODEL), 1)) {
            GoldenAcceptance acceptance = new GoldenAcceptance(recipe, ParityGate.DEFAULT);
            for (int i = 0; i < 2; i++) {
                InputException refusal = assertThrows(InputException.class, () -> acceptance.check(other));
                assertTrue(refusal.getMessage().contains("judges otherwise"), refusal.getMessage());
            }
        }
    }

    @Test
    void aRecipeThatIsActivatedIsTakenOverByTheFasterEngine() {
        List<Takeover> heard = new CopyOnWriteArrayList<>();
        AcceleratedRuntime runtime = new AcceleratedRuntime(
                new OnnxRuntime(), List.of(new OnnxRuntime(Waiting.SLEEPING)), Runnable::run, heard::add);
        StoredRecipe recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        try (ActiveRecipes recipes = new ActiveRecipes(runtime, Settings.USUAL, Clock.systemUTC())) {
            recipes.activate("tiny", recipe);
            assertEquals(
                    List.of(Stage.WAITING, Stage.BUILDING, Stage.RUNS),
                    heard.stream().map(Takeover::stage).limit(3).toList());
            assertTrue(heard.get(2).subject().contains(recipe.recipe().digest().toString()), heard::toString);
        }
    }

    /** ONNX Runtime, as if it were made for other numbers. */
    private record Kind(String name, boolean gainsFromBytes, boolean wantsSignedBytes) implements InferenceRuntime {
        @Override
        public Engine load(byte[] model, int threads) {
            return new OnnxRuntime().load(model, threads);
        }
    }

    /** The darker one has the recipe's model with bytes. */
    @Test
    void fromBytesFloatsMayTakeOverAndFromFloatsNoBytes() {
        StoredRecipe plain = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("plain"));
        StoredRecipe darker = TinyRecipe.withThreshold(0.5).amplified(0.99f).writeTo(folder.resolve("darker"));
        StoredRecipe recipe = withBytes(plain, darker);
        Kind floats = new Kind("floats", false, false);
        Kind bytes = new Kind("bytes", true, false);
        Kind signed = new Kind("signed", true, true);
        Model model = Model.of(recipe.bytes(Recipe.INT8_MODEL));

        GoldenAcceptance ofBytes = new GoldenAcceptance(recipe, ParityGate.DEFAULT, Precision.INT8);
        assertArrayEquals(
                recipe.bytes(Recipe.MODEL),
                ofBytes.modelFor(floats, model).orElseThrow().bytes());
        assertSame(model, ofBytes.modelFor(bytes, model).orElseThrow());
        assertTrue(ofBytes.modelFor(signed, model).isPresent());

        GoldenAcceptance ofFloats = new GoldenAcceptance(recipe, ParityGate.DEFAULT);
        assertSame(model, ofFloats.modelFor(floats, model).orElseThrow());
        assertSame(model, ofFloats.modelFor(bytes, model).orElseThrow());
        assertEquals(Optional.empty(), ofFloats.modelFor(signed, model));
    }

    /** Its symmetric bytes are those of the same graph; of the other engine not a word is heard. */
    @Test
    void whoWantsSignedBytesTakesOverWhereTheRecipeHasBytes() {
        StoredRecipe plain = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("plain"));
        List<InferenceRuntime> faster = List.of(new Kind("signed", true, true), new Kind("floats", false, false));
        List<Takeover> heard = new CopyOnWriteArrayList<>();
        AcceleratedRuntime runtime = new AcceleratedRuntime(new OnnxRuntime(), faster, Runnable::run, heard::add);
        try (RecipeEngine engine = RecipeEngine.open(withBytes(plain, plain), runtime, 1, Precision.INT8)) {
            assertEquals("onnxruntime-cpu", engine.runtime());
            assertEquals("signed", heard.get(heard.size() - 1).runtime());
        }
        heard.clear();
        try (RecipeEngine engine = RecipeEngine.open(plain, runtime, 1)) {
            assertEquals(Precision.FLOAT32, engine.precision());
            assertEquals(Stage.RUNS, heard.get(2).stage());
            assertEquals("floats", heard.get(2).runtime());
        }
    }

    private StoredRecipe withBytes(StoredRecipe plain, StoredRecipe other) {
        return RecipeWriter.writeWithInt8(
                plain,
                new Int8Model("min-max", 1, List.of(), 0.02, 0.02, new TreeMap<>()),
                other.bytes(Recipe.MODEL),
                Instant.EPOCH,
                folder.resolve("bytes"),
                Existing.REFUSE);
    }

    /** Its model with bytes is a hundredth darker, more than is allowed to one with floats. */
    @Test
    void aModelThatComputesWithBytesIsTakenOverWithinItsOwnTolerances() {
        StoredRecipe plain = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("plain"));
        StoredRecipe darker = TinyRecipe.withThreshold(0.5).amplified(0.99f).writeTo(folder.resolve("darker"));
        StoredRecipe recipe = withBytes(plain, darker);
        List<Takeover> heard = new CopyOnWriteArrayList<>();
        AcceleratedRuntime runtime = new AcceleratedRuntime(
                new OnnxRuntime(), List.of(new OnnxRuntime(Waiting.SLEEPING)), Runnable::run, heard::add);
        try (RecipeEngine engine = RecipeEngine.open(recipe, runtime, 1, Precision.INT8)) {
            assertEquals(Precision.INT8, engine.precision());
            assertEquals(
                    List.of(Stage.WAITING, Stage.BUILDING, Stage.RUNS),
                    heard.stream().map(Takeover::stage).toList());
        }
    }
}

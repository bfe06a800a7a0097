package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.WatchedRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.recipe.Int8Model;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActiveRecipesTest {
    private final ActiveRecipes recipes = new ActiveRecipes(new OnnxRuntime(), Settings.USUAL, Clock.systemUTC());

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        recipes.close();
    }

    private StoredRecipe recipe(double threshold) {
        return TinyRecipe.withThreshold(threshold).writeWithGolden(folder.resolve("tiny-" + threshold), 51, 0.2);
    }

    @Test
    void whatIsPreparedJudgesNothingUntilItIsActivatedAndIsNotLoadedAgainThen() throws IOException {
        StoredRecipe recipe = recipe(0.5);

        recipes.prepare("press", recipe);

        assertEquals(List.of(), List.copyOf(recipes.all()));
        assertEquals(Optional.empty(), recipes.hold("press"));
        Files.delete(recipe.directory().resolve(Recipe.MODEL));
        recipes.activate("press", recipe);
        assertEquals(
                recipe.recipe().digest(), recipes.find("press").orElseThrow().digest());
    }

    @Test
    void anotherRecipeThanThePreparedOneIsLoaded() throws IOException {
        StoredRecipe prepared = recipe(0.5);
        StoredRecipe wanted = recipe(0.6);
        recipes.prepare("press", prepared);

        recipes.activate("press", wanted);

        assertEquals(
                wanted.recipe().digest(), recipes.find("press").orElseThrow().digest());
        Files.delete(prepared.directory().resolve(Recipe.MODEL));
        assertThrows(RuntimeException.class, () -> recipes.activate("press", prepared));
        assertEquals(
                wanted.recipe().digest(), recipes.find("press").orElseThrow().digest());
    }

    @Test
    void whatIsPreparedTakesRoomAndWhatJudgesIsNotPreparedAgain() {
        StoredRecipe recipe = recipe(0.5);
        for (int i = 0; i < Settings.USUAL.products(); i++) {
            recipes.prepare("press-" + i, recipe);
        }

        RecipeRefusedException refusal =
                assertThrows(RecipeRefusedException.class, () -> recipes.prepare("late", recipe));

        assertEquals(Cause.TOO_MANY, refusal.why());
        recipes.activate("press-0", recipe);
        recipes.prepare("press-0", recipe(0.6));
        assertEquals(
                recipe.recipe().digest(), recipes.find("press-0").orElseThrow().digest());
        recipes.deactivate("press-0");
        recipes.prepare("late", recipe);
    }

    @Test
    void allGoldenImagesAreJudgedByAnActivationAndAfterOneThatWasPreparedByItsVerification() {
        StoredRecipe wrongInTheSecond = TinyRecipe.withThreshold(0.5)
                .writeWithGolden(folder.resolve("second"), new TreeMap<>(Map.of(51, 0.2, 102, 0.7)));
        RecipeRefusedException refusal =
                assertThrows(RecipeRefusedException.class, () -> recipes.activate("press", wrongInTheSecond));
        assertEquals(Cause.NO_PARITY, refusal.why());

        recipes.prepare("press", wrongInTheSecond);
        ActiveRecipe judging = recipes.activate("press", wrongInTheSecond);
        assertEquals(1, judging.lastGolden().report().images());

        refusal = assertThrows(RecipeRefusedException.class, () -> recipes.verify("press"));
        assertEquals(Cause.NO_PARITY, refusal.why());
        recipes.activate("press", recipe(0.5));
        recipes.verify("press");
        recipes.verify("nobody's");
    }

    /** One for the model that computes with bytes and one for the recipe, after the black image that every model is tried on. */
    @Test
    void aModelThatComputesWithBytesIsPreparedByOneGoldenImageToo() {
        StoredRecipe plain = TinyRecipe.withThreshold(0.5)
                .writeWithGolden(folder.resolve("three"), new TreeMap<>(Map.of(51, 0.2, 102, 0.4, 153, 0.6)));
        Int8Model described = new Int8Model("min-max", 1, List.of(), 1e-3, 1e-2, new TreeMap<>());
        StoredRecipe recipe = RecipeWriter.writeWithInt8(
                plain, described, plain.bytes(Recipe.MODEL), Instant.EPOCH, folder.resolve("bytes"), Existing.REFUSE);
        AtomicInteger runs = new AtomicInteger();
        InferenceRuntime counting = new WatchedRuntime(new OnnxRuntime(), inputs -> runs.incrementAndGet());
        Settings bytes = new Settings(16, Duration.ofSeconds(30), 4, Precision.INT8, OptionalInt.empty());
        RecipeLoader loader = new RecipeLoader(counting, bytes);
        loader.loadAgain("press", recipe, 1, new Cores()).inspector().close();
        assertEquals(1 + 1 + 1, runs.get());
        runs.set(0);
        loader.load("press", recipe, 1, new Cores()).inspector().close();
        assertEquals(1 + 3 + 3, runs.get());
    }

    @Test
    void whatJudgesOtherwiseThanItMustIsNotPrepared() {
        StoredRecipe wrong = TinyRecipe.withThreshold(0.5).writeWithGolden(folder.resolve("wrong"), 51, 0.3);

        assertThrows(InputException.class, () -> recipes.prepare("press", wrong));

        recipes.activate("press", recipe(0.5));
    }
}

package dev.destseg.inspection.products;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Programs;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.Event;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeAdmission;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With recipes that take brightness for anomaly. */
class ProductsTest {
    private static final String PRODUCT = "tiny";
    private static final String WHO = "Ada";

    @TempDir
    private Path folder;

    private SmallProducts box;

    @BeforeEach
    void open() {
        box = new SmallProducts(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        box.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatJudgedBeforeTheStopJudgesAfterTheStart(boolean ahead) {
        Sha256 recipe = added(0.5);
        box.products.activate(PRODUCT, recipe, WHO);
        box.products.activate("left", recipe, WHO);

        restart(ahead);

        assertEquals(Optional.of(recipe), judging(PRODUCT));
        assertEquals(Optional.of(recipe), judging("left"));
        assertEquals(Map.of(), box.products.problems());
        assertEquals(List.of(Event.START), kinds());
        assertEquals(recipe.toString(), box.events.get(0).details().get("left").asText());
    }

    @Test
    void whatWasRevokedNeitherTakesOverNorJudgesBesideNorIsRolledBackTo() {
        Sha256 first = added(0.5);
        Sha256 second = added(0.6);
        box.products.activate(PRODUCT, first, WHO);
        box.products.activate(PRODUCT, second, WHO);
        box.close();
        box = new SmallProducts(folder.resolve("store"), new Revoking(first), false);

        assertEquals(Optional.of(second), judging(PRODUCT));
        assertEquals(Cause.REVOKED, refusal(() -> box.products.activate(PRODUCT, first, WHO)));
        assertEquals(Cause.REVOKED, refusal(() -> box.products.rollBack(PRODUCT, WHO, Optional.empty())));
        assertEquals(Cause.REVOKED, refusal(() -> box.products.shadow(PRODUCT, first, WHO)));

        assertEquals(Optional.of(second), judging(PRODUCT));
        assertEquals(Optional.of(second), box.store.active(PRODUCT));
        assertEquals(List.of(Event.START, "activation-failed", "roll-back-failed"), kinds());
    }

    /** One recipe was revoked. */
    private record Revoking(Sha256 revoked) implements RecipeAdmission {
        @Override
        public void require(Recipe recipe, List<Signature> signatures) {}

        @Override
        public Optional<String> revoked(Recipe recipe, List<Signature> signatures) {
            return Optional.of("It was revoked").filter(why -> recipe.digest().equals(revoked));
        }
    }

    @Test
    void everyChangeIsWrittenDownWithWhoMadeIt() {
        Sha256 first = added(0.5);
        Sha256 second = added(0.6);
        box.products.activate(PRODUCT, first, WHO);
        box.products.activate(PRODUCT, second, WHO);
        box.products.activate(PRODUCT, second, WHO);
        box.products.rollBack(PRODUCT, "Grace", Optional.empty());
        box.products.delete(second, WHO);
        box.products.deactivate(PRODUCT, WHO);

        assertEquals(
                List.of(
                        Event.START,
                        Event.IMPORT,
                        Event.IMPORT,
                        Event.ACTIVATION,
                        Event.ACTIVATION,
                        Event.ROLL_BACK,
                        Event.DELETION,
                        Event.DEACTIVATION),
                kinds());
        Event rollBack = box.events.get(5);
        assertEquals("Grace", rollBack.who());
        assertEquals(first.toString(), rollBack.details().get("recipe").asText());
        assertEquals(second.toString(), rollBack.details().get("before").asText());
        assertEquals(Optional.empty(), judging(PRODUCT));
        assertEquals(Map.of(), box.store.activations());
    }

    @Test
    void nothingChangesForSomebodyWithoutAName() {
        Sha256 recipe = added(0.5);
        assertThrows(InputException.class, () -> box.products.activate(PRODUCT, recipe, " "));
        assertEquals(Optional.empty(), judging(PRODUCT));
        assertEquals(Map.of(), box.store.activations());
    }

    @Test
    void aRecipeThatJudgesOtherwiseThanItMustLeavesTheOneBeforeJudging() {
        Sha256 good = added(0.5);
        box.products.activate(PRODUCT, good, WHO);
        Sha256 wrong = wrong();

        RecipeRefusedException refusal =
                assertThrows(RecipeRefusedException.class, () -> box.products.activate(PRODUCT, wrong, WHO));

        assertEquals(Cause.NO_PARITY, refusal.why());
        assertEquals(Optional.of(good), judging(PRODUCT));
        assertEquals(Optional.of(good), box.store.active(PRODUCT));
        Event last = box.events.get(box.events.size() - 1);
        assertEquals("activation-failed", last.kind());
        assertTrue(last.details().get("reason").asText().contains("0.30000"), last.details()::toString);
    }

    @Test
    void aRecipeThatCannotBeWrittenDownAsActiveDoesNotJudge() throws IOException {
        Sha256 first = added(0.5);
        Sha256 second = added(0.6);
        box.products.activate(PRODUCT, first, WHO);
        // A directory that is not empty cannot be replaced by a file.
        Files.delete(folder.resolve("store/active.json"));
        Files.createDirectories(folder.resolve("store/active.json/full"));

        assertThrows(RuntimeException.class, () -> box.products.activate(PRODUCT, second, WHO));

        assertEquals(Optional.of(first), judging(PRODUCT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRecipeBeforeStepsInForOneThatIsDamagedAndTheOthersAreJudged(boolean ahead) throws IOException {
        Sha256 first = added(0.5);
        Sha256 second = added(0.6);
        box.products.activate("other", first, WHO);
        box.products.activate(PRODUCT, first, WHO);
        box.products.activate(PRODUCT, second, WHO);
        damage(second);

        restart(ahead);

        assertEquals(Optional.of(first), judging(PRODUCT));
        assertEquals(Optional.of(first), judging("other"));
        assertEquals(Set.of(PRODUCT), box.products.problems().keySet());
        String problem = box.products.problems().get(PRODUCT);
        assertTrue(problem.contains(second + " cannot judge"), problem);
        assertTrue(problem.contains(first + ", which was active before, judges instead"), problem);
        assertEquals(Cause.IN_USE, refusal(() -> box.products.delete(first, WHO)));

        box.products.rollBack(PRODUCT, WHO, Optional.empty());
        assertEquals(Map.of(), box.products.problems());
        assertEquals(Optional.of(first), box.store.active(PRODUCT));
    }

    @Test
    void aRecipeThatWasChangedSoThatItsChecksumsAgreeJudgesNoMoreSoonAfterTheStart() throws IOException {
        Sha256 first = added(0.5);
        Sha256 second = added(0.6);
        box.products.activate("other", second, WHO);
        box.products.activate(PRODUCT, first, WHO);
        box.products.activate(PRODUCT, second, WHO);
        forge(second);
        restart();
        assertEquals(Optional.of(second), judging(PRODUCT));
        assertEquals(Map.of(), box.products.problems());
        box.products.activate("since", first, WHO);

        box.products.verify();

        assertEquals(Optional.of(first), judging(PRODUCT));
        assertEquals(Optional.empty(), judging("other"));
        assertTrue(box.products.problems().get(PRODUCT).contains(second + " cannot judge"));
        assertEquals(Set.of(PRODUCT, "other"), box.products.problems().keySet());
        Event told = box.events.get(box.events.size() - 1);
        assertEquals(Event.START, told.kind());
        assertEquals(first.toString(), told.details().path(PRODUCT).asText());
        assertEquals("none", told.details().path("other").asText());
        assertEquals(first.toString(), told.details().path("since").asText());
        restart();
        assertEquals(Optional.of(first), judging(PRODUCT));
    }

    @Test
    void aRecipeThatThisBoxDoesNotJudgeAsItMustAnyMoreJudgesNoMoreSoonAfterTheStart() {
        Sha256 first = added(0.5);
        Sha256 second = added(TinyRecipe.withThreshold(0.6)
                .writeWithGolden(folder.resolve("second"), new TreeMap<>(Map.of(51, 0.2, 102, 0.7))));
        box.products.activate(PRODUCT, first, WHO);
        // As if it had judged all of them rightly with the software before.
        box.store.activate(PRODUCT, second);
        restart(true);
        assertEquals(Optional.of(second), judging(PRODUCT));

        box.products.verify();

        assertEquals(Optional.of(first), judging(PRODUCT));
        assertTrue(
                box.products.problems().get(PRODUCT).contains("does not judge as the recipe " + second + " expects"),
                box.products.problems()::toString);
    }

    /** Puts another sound model into the place of one, and its checksum with it. */
    private void forge(Sha256 digest) throws IOException {
        Path model = folder.resolve("store").resolve(digest.hex()).resolve(Recipe.MODEL);
        byte[] bytes = Files.readAllBytes(model);
        CRC32C before = new CRC32C();
        before.update(bytes);
        // The name of whoever made it, in front.
        int name = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("destseg");
        bytes[name] = 'D';
        Files.write(model, bytes);
        CRC32C after = new CRC32C();
        after.update(bytes);
        Path checksums = folder.resolve("store/checksums").resolve(digest.hex() + ".json");
        String remembered = Files.readString(checksums);
        assertTrue(remembered.contains(Long.toString(before.getValue())), remembered);
        Files.writeString(
                checksums, remembered.replace(Long.toString(before.getValue()), Long.toString(after.getValue())));
    }

    @Test
    void checksumsAreAShortcutThatIsRememberedAgain() throws IOException {
        Sha256 recipe = added(0.5);
        box.products.activate(PRODUCT, recipe, WHO);
        Path checksums = folder.resolve("store/checksums").resolve(recipe.hex() + ".json");
        String remembered = Files.readString(checksums);
        for (String damage : List.of("{", "{}", "{\"model.onnx\":\"1\"}", remembered.replace("}", ",\"x\":1}"))) {
            Files.writeString(checksums, damage);

            restart();
            assertEquals(Optional.of(recipe), judging(PRODUCT));
            assertEquals(Map.of(), box.products.problems());
            box.products.verify();

            assertEquals(remembered, Files.readString(checksums));
        }
        assertEquals(List.of(Event.START), kinds());
        box.products.deactivate(PRODUCT, WHO);
        box.products.delete(recipe, WHO);
        assertFalse(Files.exists(checksums));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aModelThatWasChangedByAccidentDoesNotJudgeAfterTheStart(boolean remembered) throws IOException {
        Sha256 recipe = added(0.5);
        box.products.activate(PRODUCT, recipe, WHO);
        Path model = folder.resolve("store").resolve(recipe.hex()).resolve(Recipe.MODEL);
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length / 2] ^= 1;
        Files.write(model, bytes);
        if (!remembered) {
            Files.delete(folder.resolve("store/checksums").resolve(recipe.hex() + ".json"));
        }

        restart(true);

        assertEquals(Optional.empty(), judging(PRODUCT));
        assertTrue(box.products.problems().get(PRODUCT).contains("changed"), box.products.problems()::toString);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProductWithoutAnySoundRecipeIsNotJudgedAndTheOthersAre(boolean ahead) throws IOException {
        Sha256 sound = added(0.5);
        Sha256 damaged = added(0.6);
        box.products.activate("other", sound, WHO);
        box.products.activate(PRODUCT, damaged, WHO);
        damage(damaged);

        restart(ahead);

        assertEquals(Optional.empty(), judging(PRODUCT));
        assertEquals(Optional.of(sound), judging("other"));
        assertTrue(box.products.problems().get(PRODUCT).contains("model.onnx"), box.products.problems()::toString);
        assertEquals("none", box.events.get(0).details().get(PRODUCT).asText());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void startsAndSaysSoWhenNobodyKnowsWhatWasActive(boolean ahead) throws IOException {
        Sha256 recipe = added(0.5);
        Files.writeString(folder.resolve("store/active.json"), "{");

        restart(ahead);

        String problem = box.products.problems().get("activations");
        assertTrue(problem.contains("active.json"), problem);
        assertFalse(box.products.isEmpty());
        Files.delete(folder.resolve("store/active.json"));
        box.products.activate(PRODUCT, recipe, WHO);
        assertEquals(Optional.of(recipe), judging(PRODUCT));
    }

    @Test
    void aCandidateThatCannotGoOnIsToldOfAndCanBeEnded() throws IOException {
        Sha256 active = added(0.5);
        Sha256 candidate = added(0.6);
        box.products.activate(PRODUCT, active, WHO);
        box.products.shadow(PRODUCT, candidate, WHO);
        damage(candidate);

        restart();

        assertEquals(Optional.of(active), judging(PRODUCT));
        assertTrue(box.products.problems().get(PRODUCT).contains("The candidate " + candidate));
        box.products.endShadow(PRODUCT, WHO);
        assertEquals(Map.of(), box.products.problems());
        box.products.delete(candidate, WHO);
    }

    @Test
    void neverDeletesWhatJudgesAndKeepsTheLast() {
        Sha256 active = added(0.1);
        box.products.activate(PRODUCT, active, WHO);
        for (int i = 2; i < 7; i++) {
            Sha256 added = added(i / 10.0);
            assertTrue(box.store.list().recipes().stream().map(Recipe::digest).anyMatch(added::equals));
        }
        assertTrue(box.store.list().recipes().size() <= SmallProducts.KEPT + 2);
        assertEquals(active, box.store.get(active).recipe().digest());
        assertTrue(kinds().contains(Event.DELETION));
        assertEquals(Cause.IN_USE, refusal(() -> box.products.delete(active, WHO)));
    }

    @Test
    void aCandidateGoesOnAfterARestartAndEndsWhenItIsPromoted() {
        Sha256 active = added(0.5);
        Sha256 candidate = added(0.6);
        assertEquals(Cause.UNKNOWN, refusal(() -> box.products.shadow(PRODUCT, candidate, WHO)));
        box.products.activate(PRODUCT, active, WHO);
        box.products.activate("other", active, WHO);
        assertEquals(Cause.IN_USE, refusal(() -> box.products.shadow(PRODUCT, active, WHO)));
        assertEquals(Cause.NO_PARITY, refusal(() -> box.products.shadow(PRODUCT, wrong(), WHO)));
        box.products.shadow(PRODUCT, candidate, WHO);
        assertEquals(Cause.TOO_MANY, refusal(() -> box.products.shadow("other", candidate, WHO)));
        assertEquals(Cause.IN_USE, refusal(() -> box.products.delete(candidate, WHO)));

        restart();

        assertEquals(candidate, box.products.shadow(PRODUCT).candidate());
        box.products.promote(PRODUCT, WHO);
        assertEquals(Optional.of(candidate), judging(PRODUCT));
        assertEquals(Cause.UNKNOWN, refusal(() -> box.products.shadow(PRODUCT)));
        assertEquals(Optional.empty(), box.store.activations().get(PRODUCT).candidate());

        box.products.shadow(PRODUCT, active, WHO);
        box.products.endShadow(PRODUCT, WHO);
        assertEquals(Cause.UNKNOWN, refusal(() -> box.products.endShadow(PRODUCT, WHO)));
        assertEquals(Optional.empty(), box.store.activations().get(PRODUCT).candidate());
    }

    @Test
    void aKillInTheMiddleOfActivationsLeavesARecipeThatJudges() throws Exception {
        Path first = TinyRecipe.withThreshold(0.5)
                .writeWithGolden(folder.resolve("first"), 51, 0.2)
                .directory();
        Path second = TinyRecipe.withThreshold(0.6)
                .writeWithGolden(folder.resolve("second"), 51, 0.2)
                .directory();
        for (int lines : new int[] {1, 6}) {
            killAfter(lines, first, second);
            restart();
            assertEquals(Map.of(), box.products.problems());
            assertEquals(box.store.active(PRODUCT), judging(PRODUCT));
            assertTrue(judging(PRODUCT).isPresent());
        }
    }

    private void killAfter(int lines, Path first, Path second) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Programs.java(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyProducts.class.getName(),
                        folder.resolve("store").toString(),
                        first.toString(),
                        second.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < lines; i++) {
                String line = String.valueOf(output.readLine());
                assertTrue(line.startsWith("active sha256:"), line);
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    }

    private void restart() {
        restart(false);
    }

    /** @param ahead whether recipes are loaded before the start */
    private void restart(boolean ahead) {
        box.close();
        box = new SmallProducts(folder.resolve("store"), RecipeAdmission.EVERY, ahead);
    }

    private Sha256 added(double threshold) {
        return added(TinyRecipe.withThreshold(threshold)
                .writeWithGolden(folder.resolve("made" + System.nanoTime()), 51, 0.2));
    }

    /** A recipe whose golden image has another score here than it says. */
    private Sha256 wrong() {
        Path made = folder.resolve("wrong" + System.nanoTime());
        return added(TinyRecipe.withThreshold(0.5).writeWithGolden(made, 51, 0.3));
    }

    private Sha256 added(StoredRecipe recipe) {
        box.products.add(recipe, WHO);
        return recipe.recipe().digest();
    }

    private void damage(Sha256 digest) throws IOException {
        Files.write(folder.resolve("store").resolve(digest.hex()).resolve(Recipe.MODEL), new byte[] {1});
    }

    private Optional<Sha256> judging(String product) {
        return box.active.find(product).map(ActiveRecipe::digest);
    }

    private List<String> kinds() {
        return box.events.stream().map(Event::kind).toList();
    }

    private static Cause refusal(Executable action) {
        return assertThrows(RecipeRefusedException.class, action).why();
    }
}

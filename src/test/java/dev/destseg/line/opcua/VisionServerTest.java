package dev.destseg.line.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Pictures;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.InspectionFilter;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of Milo's against a box with a recipe, a camera and a journal. */
class VisionServerTest {
    private static final String SYSTEM = VisionTestBox.STATION;
    private static final String MACHINE = SYSTEM + "/VisionStateMachine/";
    private static final String AUTOMATIC = MACHINE + "AutomaticModeStateMachine/";
    private static final String RECIPES = SYSTEM + "/RecipeManagement/";
    private static final String RESULTS = SYSTEM + "/ResultManagement/";
    private static final int EXTERNAL_RECIPE = 3002;
    private static final int PRODUCT = 3003;
    private static final int PART = 3004;
    private static final int INTERNAL_RECIPE = 3013;
    private static final int MEASUREMENT = 3015;
    private static final int RESULT = 3021;

    @TempDir
    private Path folder;

    private VisionTestBox box;
    private ControlSystem client;

    @BeforeEach
    void open() throws Exception {
        box = new VisionTestBox(folder).serve();
        client = ControlSystem.connect(box.url());
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        box.close();
    }

    private Object internal(StoredRecipe recipe) throws Exception {
        return client.structure(
                INTERNAL_RECIPE, Map.of("Id", recipe.recipe().digest().toString()));
    }

    private CallMethodResult prepare(StoredRecipe recipe) throws Exception {
        return client.call(RECIPES + "PrepareRecipe", null, internal(recipe));
    }

    private CallMethodResult start(String part) throws Exception {
        return client.call(
                AUTOMATIC + "StartSingleJob",
                client.structure(MEASUREMENT, Map.of("Id", "M-7")),
                client.structure(PART, Map.of("Id", part)),
                null,
                null,
                null);
    }

    private static JsonNode content(Object variants) throws Exception {
        return new ObjectMapper().readTree((String) ((Variant[]) variants)[0].value());
    }

    @Test
    void aRecipeIsPreparedAJobStartedAndItsResultCanBeFetched() throws Exception {
        client.awaitState(SYSTEM, "Initialized");
        BlockingQueue<List<Object>> events =
                client.listen(client.node(SYSTEM), "JobId", "ResultId", "PartId", "MeasId", "ResultContent");
        assertEquals(0, ControlSystem.error(prepare(box.recipe)));
        assertEquals(
                "InitializedToReadyRecipe",
                ControlSystem.next(events, "StateChangedEventType").get(1));
        ControlSystem.next(events, "RecipePreparedEventType");
        client.awaitState(SYSTEM, "Ready");
        CallMethodResult started = start("A-17");
        assertEquals(0, ControlSystem.error(started));
        String job = client.id(started.getOutputArguments()[0].value());
        assertEquals(
                job, client.id(ControlSystem.next(events, "JobStartedEventType").get(2)));
        List<Object> result = ControlSystem.next(events, "ResultReadyEventType");
        assertEquals("OK", result.get(1));
        assertEquals(job, client.id(result.get(2)));
        assertEquals("A-17", client.id(result.get(4)));
        assertEquals("M-7", client.id(result.get(5)));
        assertEquals("OK", content(result.get(6)).get("verdict").asText());
        assertEquals(job, client.id(ControlSystem.next(events, "ReadyEventType").get(2)));
        client.awaitState(SYSTEM, "Ready");

        CallMethodResult fetched = client.call(RESULTS + "GetResultById", result.get(3), 0);
        assertEquals(0, ControlSystem.error(fetched));
        Map<String, Object> whole = client.members(fetched.getOutputArguments()[1].value());
        assertEquals("A-17", client.id(whole.get("PartId")));
        assertEquals(1, whole.get("ResultState"));
        assertEquals(box.recipe.recipe().digest().toString(), client.id(whole.get("InternalRecipeId")));
        assertEquals(
                "A-17", content(whole.get("ResultContent")).get("part_number").asText());
        CallMethodResult parts = client.call(RESULTS + "GetResultComponentsById", result.get(3), 0);
        assertEquals(0, ControlSystem.error(parts));
        assertEquals("A-17", client.id(parts.getOutputArguments()[6].value()));
        assertEquals(job, client.id(parts.getOutputArguments()[12].value()));
        Map<String, Object> last = client.members(
                client.value(RESULTS + "Results/LastResult").value().value());
        assertEquals(client.id(result.get(3)), client.id(last.get("ResultId")));
        assertEquals(
                1,
                box.journal
                        .queries()
                        .list(InspectionFilter.ALL, Optional.empty(), 10)
                        .entries()
                        .size());
    }

    @Test
    void aJobIsNotStartedWithoutARecipeOrForAnotherOne() throws Exception {
        client.awaitState(SYSTEM, "Initialized");
        assertEquals("Bad_InvalidState", ControlSystem.status(start("A-1")));
        box.activate(box.recipe.recipe().digest());
        client.awaitState(SYSTEM, "Ready");
        Object other = client.structure(EXTERNAL_RECIPE, Map.of("Id", "flange"));
        assertEquals(
                VisionError.OTHER_RECIPE.number(),
                ControlSystem.error(client.call(AUTOMATIC + "StartSingleJob", null, null, other, null, null)));
        Object product = client.structure(PRODUCT, Map.of("Id", "flange"));
        assertEquals(
                VisionError.OTHER_RECIPE.number(),
                ControlSystem.error(client.call(AUTOMATIC + "StartContinuous", null, null, null, product, null)));
        assertEquals("Ready", client.state(SYSTEM));
        assertTrue(box.journal
                .queries()
                .list(InspectionFilter.ALL, Optional.empty(), 10)
                .entries()
                .isEmpty());
    }

    @Test
    void anArgumentThatIsNothingHereIsRefusedAndLeavesNoPictureBehind() throws Exception {
        Object nonsense = client.structure(INTERNAL_RECIPE, Map.of("Id", "newest"));
        assertEquals(
                VisionError.ARGUMENT.number(),
                ControlSystem.error(client.call(RECIPES + "PrepareRecipe", null, nonsense)));
        assertEquals(
                VisionError.ARGUMENT.number(),
                ControlSystem.error(client.call(
                        RESULTS + "GetResultListFiltered",
                        0,
                        null,
                        null,
                        null,
                        nonsense,
                        null,
                        null,
                        null,
                        null,
                        uint(0),
                        uint(0),
                        0)));
        box.activate(box.recipe.recipe().digest());
        client.awaitState(SYSTEM, "Ready");

        assertEquals(VisionError.ARGUMENT.number(), ControlSystem.error(start("x".repeat(257))));
        assertEquals("Ready", client.state(SYSTEM));

        BlockingQueue<List<Object>> events = client.listen(client.node(SYSTEM));
        assertEquals(0, ControlSystem.error(start("A-1")));
        ControlSystem.next(events, "ResultReadyEventType");
        assertEquals(List.of("A-1"), parts("", 0, 0));
    }

    @Test
    void aContinuousJobWhoseRecipeTheClientNamedEndsWhenAnotherOneJudges() throws Exception {
        box.activate(box.recipe.recipe().digest());
        client.awaitState(SYSTEM, "Ready");
        BlockingQueue<List<Object>> events = client.listen(client.node(SYSTEM), "InternalRecipeId");
        var description = box.recipe.recipe().description();
        Object named =
                client.structure(EXTERNAL_RECIPE, Map.of("Id", description.name(), "Version", description.version()));
        assertEquals(0, ControlSystem.error(client.call(AUTOMATIC + "StartContinuous", null, null, named, null, null)));
        ControlSystem.next(events, "ResultReadyEventType");

        Path second =
                TinyRecipe.withThreshold(0.75).writeTo(folder.resolve("second")).directory();
        Path json = second.resolve(Recipe.DESCRIPTION);
        Files.writeString(json, Files.readString(json).replaceFirst("(\"version\" ?: ?)\"1\"", "$1\"2\""));
        box.activate(box.products.store().add(second).recipe().digest());

        client.awaitState(SYSTEM, "Ready");
    }

    @Test
    void aContinuousJobTakesPicturesUntilItIsStopped() throws Exception {
        box.activate(box.recipe.recipe().digest());
        client.awaitState(SYSTEM, "Ready");
        BlockingQueue<List<Object>> events = client.listen(client.node(SYSTEM), "JobId");
        CallMethodResult started = client.call(AUTOMATIC + "StartContinuous", null, null, null, null, null);
        assertEquals(0, ControlSystem.error(started));
        String job = client.id(started.getOutputArguments()[0].value());
        for (String verdict : List.of("OK", "DEFECT", "OK", "DEFECT")) {
            List<Object> result = ControlSystem.next(events, "ResultReadyEventType");
            assertEquals(verdict, result.get(1));
            assertEquals(job, client.id(result.get(2)));
        }
        assertEquals("ContinuousExecution", client.state(SYSTEM));
        assertEquals("Bad_InvalidState", ControlSystem.status(prepare(box.recipe)));
        assertEquals(0, ControlSystem.error(client.call(AUTOMATIC + "Stop", 0, "shift ends")));
        assertEquals("Ready", client.state(SYSTEM));
        assertEquals("Bad_InvalidState", ControlSystem.status(client.call(AUTOMATIC + "Abort", 0, "")));
    }

    @Test
    void aHaltedSystemStartsNothingUntilItIsResetAndSelected() throws Exception {
        box.activate(box.recipe.recipe().digest());
        client.awaitState(SYSTEM, "Ready");
        assertEquals(0, ControlSystem.error(client.call(MACHINE + "Halt", 1, "power down")));
        assertEquals("Halted", client.state(SYSTEM));
        assertEquals("Bad_InvalidState", ControlSystem.status(start("A-1")));
        assertEquals("Bad_InvalidState", ControlSystem.status(client.call(MACHINE + "SelectModeAutomatic")));
        assertEquals(0, ControlSystem.error(client.call(MACHINE + "Reset", 1, "")));
        assertEquals("Preoperational", client.state(SYSTEM));
        assertEquals(0, ControlSystem.error(client.call(MACHINE + "SelectModeAutomatic")));
        assertEquals("Ready", client.state(SYSTEM));
    }

    @Test
    void aSystemWhosePartsComeOtherwiseShowsThemAndCommandsNothing() throws Exception {
        box.activate(box.recipe.recipe().digest());
        client.awaitState("box", "ContinuousExecution");
        BlockingQueue<List<Object>> events = client.listen(client.node("box"), "PartId");
        BlockingQueue<List<Object>> others = client.listen(client.node(SYSTEM), "PartId");
        box.inspections
                .submit(new InspectionRequest(
                        Pictures.png(250, 16),
                        Optional.empty(),
                        Optional.of("B-1"),
                        Optional.empty(),
                        Optional.empty()))
                .get();
        List<Object> result = ControlSystem.next(events, "ResultReadyEventType");
        assertEquals(List.of("DEFECT", "B-1"), List.of(result.get(1), client.id(result.get(2))));
        for (String method : List.of("Stop", "Abort")) {
            CallMethodResult refused = client.call("box/VisionStateMachine/AutomaticModeStateMachine/" + method, 0, "");
            assertEquals(VisionError.NOT_COMMANDED_HERE.number(), ControlSystem.error(refused));
        }
        assertEquals(
                VisionError.NOT_COMMANDED_HERE.number(),
                ControlSystem.error(client.call("box/VisionStateMachine/Halt", 0, "")));
        assertEquals("ContinuousExecution", client.state("box"));
        assertTrue(others.stream().noneMatch(event -> event.get(0).equals("ResultReadyEventType")), others::toString);
    }

    @Test
    void aRecipeThatFailsTheParityGateIsRefusedAndTheOneBeforeGoesOn() throws Exception {
        assertEquals(0, ControlSystem.error(prepare(box.recipe)));
        StoredRecipe wrong = box.products
                .store()
                .add(TinyRecipe.withThreshold(0.25)
                        .writeWithGolden(folder.resolve("wrong"), 100, 0.9)
                        .directory());
        assertEquals(VisionError.RECIPE_REFUSED.number(), ControlSystem.error(prepare(wrong)));
        assertEquals("Ready", client.state(SYSTEM));
        assertEquals(
                Optional.of(box.recipe.recipe().digest()),
                box.products.active().find(VisionTestBox.PRODUCT).map(active -> active.digest()));
        assertEquals(0, ControlSystem.error(client.call(RECIPES + "UnprepareRecipe", null, internal(box.recipe))));
        client.awaitState(SYSTEM, "Initialized");
    }

    @Test
    void recipesAndResultsAreListedAndFiltered() throws Exception {
        StoredRecipe second = box.products
                .store()
                .add(TinyRecipe.withThreshold(0.75)
                        .writeTo(folder.resolve("second"))
                        .directory());
        assertEquals(0, ControlSystem.error(prepare(second)));
        assertEquals(List.of(second.recipe().digest().toString()), recipes(1));
        assertEquals(List.of(box.recipe.recipe().digest().toString()), recipes(0));
        assertEquals(2, recipes(2).size());
        for (String part : List.of("A-1", "A-2", "A-3")) {
            client.awaitState(SYSTEM, "Ready");
            assertEquals(0, ControlSystem.error(start(part)));
        }
        client.awaitState(SYSTEM, "Ready");
        assertEquals(List.of("A-3", "A-2", "A-1"), parts("", 0, 0));
        assertEquals(List.of("A-2"), parts("", 1, 1));
        assertEquals(List.of("A-1"), parts("A-1", 0, 0));
        assertEquals(List.of(), parts("A-", 0, 0), "A part is named by its whole number");
        CallMethodResult unknown =
                client.call(RESULTS + "GetResultById", client.structure(RESULT, Map.of("Id", "../etc/passwd")), 0);
        assertEquals(VisionError.NOT_FOUND.number(), ControlSystem.error(unknown));
    }

    private List<String> recipes(int prepared) throws Exception {
        CallMethodResult result =
                client.call(RECIPES + "GetRecipeListFiltered", null, null, prepared, uint(0), uint(0), 0);
        assertEquals(0, ControlSystem.error(result));
        return ids(result.getOutputArguments()[3].value());
    }

    private List<String> parts(String part, int most, int first) throws Exception {
        CallMethodResult result = client.call(
                RESULTS + "GetResultListFiltered",
                0,
                null,
                part.isEmpty() ? null : client.structure(PART, Map.of("Id", part)),
                null,
                null,
                null,
                null,
                null,
                null,
                uint(most),
                uint(first),
                0);
        assertEquals(0, ControlSystem.error(result));
        List<String> parts = new ArrayList<>();
        for (Object one : (Object[]) result.getOutputArguments()[3].value()) {
            parts.add(client.id(client.members(one).get("PartId")));
        }
        return parts;
    }

    private List<String> ids(Object structures) throws Exception {
        List<String> ids = new ArrayList<>();
        for (Object one : (Object[]) structures) {
            ids.add(client.id(one));
        }
        return ids;
    }
}

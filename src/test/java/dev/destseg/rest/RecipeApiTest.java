package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Pictures;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.Numbered;
import dev.destseg.inspection.products.Products;
import dev.destseg.recipe.Composition;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.RecipeArchive;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real HTTP, with recipes that take brightness, times a gain, for anomaly. */
@QuarkusTest
@TestProfile(OwnStore.class)
class RecipeApiTest {
    private static final String RECIPES = "/api/v1/recipes";
    private static final String PRODUCT = "/api/v1/products/tiny";
    private static final String JSON = "application/json";

    @TestHTTPResource
    URI base;

    @Inject
    Journal journal;

    @Inject
    Products products;

    @ConfigProperty(name = "destseg.data-directory")
    Path data;

    @TempDir
    Path folder;

    private Http http = new Http(URI.create("http://nowhere"));

    @BeforeEach
    void open() {
        http = new Http(base);
    }

    @AfterEach
    void stopJudging() throws Exception {
        http.delete(PRODUCT);
    }

    @Test
    void whatIsImportedIsListedDescribedAndExportedAsItCame() throws Exception {
        StoredRecipe made = made(TinyRecipe.withThreshold(0.5));
        byte[] archive = archive(made);

        Answer added = http.post(RECIPES + "", archive, "Content-Type", "application/x-tar");

        assertEquals(201, added.status(), added::text);
        String path = RECIPES + "/" + made.recipe().digest();
        assertTrue(added.header("Location").endsWith(path), added.header("Location"));
        JsonNode listed = find(made.recipe().digest());
        assertEquals(0.5, listed.get("threshold").asDouble());
        assertEquals(0, listed.get("judges").size());
        JsonNode details = http.get(path).json();
        assertEquals("By hand.", details.at("/manifest/threshold/reason").asText(), details::toString);
        assertEquals("test", details.at("/manifest/provenance/tool_version").asText(), details::toString);
        Answer exported = http.get(path + "/archive");
        assertEquals("application/x-tar", exported.header("Content-Type"));
        assertArrayEquals(archive, exported.body());
        assertEvent(Event.IMPORT, "local", made.recipe().digest());
        try (Stream<Path> left = Files.list(data)) {
            assertTrue(left.noneMatch(each -> each.getFileName().toString().startsWith(".upload")));
        }
    }

    @Test
    void goldenImagesAreShown() throws Exception {
        StoredRecipe made = made(TinyRecipe.withThreshold(0.52));
        http.post(RECIPES, archive(made), "Content-Type", "application/x-tar");
        GoldenImage golden = made.recipe().description().golden().get(0);
        String path = RECIPES + "/" + made.recipe().digest() + "/golden/";

        Answer image = http.get(path + "0");

        assertEquals(200, image.status(), image::text);
        assertEquals("image/png", image.header("Content-Type"));
        assertArrayEquals(made.bytes(golden.image()), image.body());
        assertProblem(
                404,
                "golden images",
                http.get(path + made.recipe().description().golden().size()));
        assertProblem(404, "golden images", http.get(path + "-1"));
    }

    @Test
    void refusesWhatIsNoRecipeOrNotThere() throws Exception {
        assertProblem(400, "no recipe", http.post(RECIPES, new byte[] {1, 2}, "Content-Type", "application/x-tar"));
        byte[] whole = archive(made(TinyRecipe.withThreshold(0.51)));
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        assertProblem(400, "no recipe", http.post(RECIPES, cut, "Content-Type", "application/x-tar"));
        String nobody = "sha256:" + "0".repeat(64);
        assertProblem(404, nobody, http.get(RECIPES + "/" + nobody));
        assertProblem(404, nobody, http.get(RECIPES + "/" + nobody + "/archive"));
        assertProblem(404, nobody, http.delete(RECIPES + "/" + nobody));
        assertProblem(404, nobody, activate(nobody, "local"));
        assertProblem(400, "sha256:", http.get(RECIPES + "/latest"));
        assertProblem(400, "digest", http.post(PRODUCT + "/activation", "{}".getBytes(), "Content-Type", JSON));
        assertProblem(404, "tiny", http.post(PRODUCT + "/rollback", new byte[0]));
        assertProblem(404, "tiny", http.delete(PRODUCT));
    }

    @Test
    void activatesRollsBackAndDeletesWhatDoesNotJudge() throws Exception {
        String first = added(TinyRecipe.withThreshold(0.5));
        String second = added(TinyRecipe.withThreshold(0.9));

        assertEquals(first, activate(first, "local").json().get("recipe").asText());
        assertEquals("DEFECT", judge(204).get("verdict").asText());
        JsonNode product = activate(second, "local").json();
        assertEquals(second, product.get("recipe").asText());
        assertEquals(first, product.get("before").get(0).asText());
        assertEquals("OK", judge(204).get("verdict").asText());
        assertProblem(409, "judges", http.delete(RECIPES + "/" + second));

        Answer rolledBack = http.post(PRODUCT + "/rollback", new byte[0]);
        assertEquals(200, rolledBack.status(), rolledBack::text);
        assertEquals("DEFECT", judge(204).get("verdict").asText());
        assertProblem(409, "roll tiny back", http.post(PRODUCT + "/rollback", new byte[0]));
        assertEquals(204, http.delete(RECIPES + "/" + second + "").status());
        assertProblem(404, second, http.get(RECIPES + "/" + second));

        assertEvent(Event.ACTIVATION, "local", Sha256.parse(second));
        assertEvent(Event.ROLL_BACK, "local", Sha256.parse(first));
        assertEvent(Event.DELETION, "local", Sha256.parse(second));
    }

    @Test
    void anotherThresholdIsAnotherRecipeThatKnowsWhereItComesFrom() throws Exception {
        String first = added(TinyRecipe.withThreshold(0.5));
        byte[] wanted = "{\"threshold\": 0.9, \"reason\": \"too strict\"}".getBytes();

        Answer made = http.post(RECIPES + "/" + first + "/threshold", wanted, "Content-Type", JSON);

        assertEquals(201, made.status(), made::text);
        String second = made.json().get("digest").asText();
        JsonNode manifest = http.get(RECIPES + "/" + second).json().get("manifest");
        assertEquals("too strict", manifest.at("/threshold/reason").asText());
        assertEquals(first, manifest.at("/provenance/parent").asText());
        assertEquals(
                0.5,
                http.get(RECIPES + "/" + first).json().at("/recipe/threshold").asDouble());
        assertEquals(200, activate(second, "local").status());
        assertEquals("OK", judge(204).get("verdict").asText());
        for (String form : List.of("{}", "{\"threshold\": 1.5}", "{\"threshold\": -0.1}")) {
            assertProblem(
                    400,
                    "from 0 to 1",
                    http.post(RECIPES + "/" + first + "/threshold", form.getBytes(), "Content-Type", JSON));
        }
    }

    @Test
    void aRecipeOfZonesIsMadeOfRecipesOfTheBoxAndJudges() throws Exception {
        String strict = added(TinyRecipe.withThreshold(0.3));
        String mild = added(TinyRecipe.withThreshold(0.9));
        String box = "{\"left\": 0.5, \"top\": 0, \"right\": 1, \"bottom\": 1}";
        String zones =
                "{\"name\": \"a\", \"recipe\": \"" + strict + "\", \"box\": {\"left\": 0, \"top\": 0, \"right\": 0.5,"
                        + " \"bottom\": 1}}, {\"name\": \"b\", \"recipe\": \"" + mild + "\", \"box\": " + box + "}";

        Answer made = compose("{\"name\": \"board\", \"zones\": [" + zones + "]}");

        assertEquals(201, made.status(), made::text);
        assertEquals("board", made.json().get("name").asText());
        String digest = made.json().get("digest").asText();
        JsonNode manifest = http.get(RECIPES + "/" + digest).json().get("manifest");
        assertEquals(2, manifest.get("zones").size(), manifest::toString);
        assertEquals(200, activate(digest, "local").status());
        JsonNode judged = judge(204);
        assertEquals("DEFECT", judged.get("verdict").asText(), judged::toString);
        assertEquals(List.of("DEFECT", "OK"), judged.get("zones").findValuesAsText("verdict"), judged::toString);
        assertEquals(409, http.delete(RECIPES + "/" + digest).status());
    }

    @Test
    void zonesThatMakeNoRecipeAreRefused() throws Exception {
        String recipe = added(TinyRecipe.withThreshold(0.5));
        String zone = "{\"name\": \"a\", \"recipe\": \"" + recipe + "\"}";
        assertProblem(400, "name of the product, and zones", compose("{\"zones\": [" + zone + "]}"));
        assertProblem(400, "at least one", compose("{\"name\": \"board\", \"zones\": []}"));
        assertProblem(400, "give both", compose("{\"name\": \"board\", \"zones\": [{\"name\": \"a\"}]}"));
        assertProblem(400, "a", compose("{\"name\": \"board\", \"zones\": [" + zone + ", " + zone + "]}"));
        String unknown = zone.replace(recipe, "sha256:" + "0".repeat(64));
        assertProblem(404, "0000", compose("{\"name\": \"board\", \"zones\": [" + unknown + "]}"));
    }

    private Answer compose(String form) throws Exception {
        return http.post("/api/v1/compositions", form.getBytes(), "Content-Type", JSON);
    }

    @Test
    void theReasonOfARollBackIsInTheJournal() throws Exception {
        activate(added(TinyRecipe.withThreshold(0.41)), "local");
        activate(added(TinyRecipe.withThreshold(0.42)), "local");
        assertProblem(400, "shorter", http.post(PRODUCT + "/rollback?reason=" + "x".repeat(501), new byte[0]));

        assertEquals(
                200,
                http.post(PRODUCT + "/rollback?reason=rejects+good+parts", new byte[0])
                        .status());

        Event event = journal.queries()
                .events(Optional.of(Event.ROLL_BACK), Optional.empty(), 1)
                .entries()
                .get(0)
                .value();
        assertEquals("rejects good parts", event.details().get("why").asText());
    }

    @Test
    void aRecipeThatJudgesOtherwiseHereIsRefusedAndTheOneBeforeGoesOn() throws Exception {
        String good = added(TinyRecipe.withThreshold(0.5));
        activate(good, "local");
        StoredRecipe wrong = TinyRecipe.withThreshold(0.9).writeWithGolden(folder.resolve("wrong"), 51, 0.3);
        http.post(RECIPES, archive(wrong), "Content-Type", "application/x-tar");

        assertProblem(409, "0.30000", activate(wrong.recipe().digest().toString(), "local"));

        assertEquals(good, judge(204).at("/recipe/digest").asText());
        assertEvent("activation-failed", "local", wrong.recipe().digest());
    }

    @Test
    void wellnessTellsOfAProductThatIsNotJudgedAsItShould() throws Exception {
        products.announce("tiny", "The recipe is damaged");
        Answer sick = http.get("/q/health/group/wellness");
        assertTrue(sick.text().contains("The recipe is damaged"), sick::text);
        assertEquals("The recipe is damaged", product().get("problem").asText());
        activate(added(TinyRecipe.withThreshold(0.5)), "local");
        assertFalse(http.get("/q/health/group/wellness").text().contains("damaged"));
    }

    /** Score and threshold tell which recipe made them: all must belong to the digest beside them. */
    @Test
    void activationsUnderLoadLoseNoInspectionAndMixNone() throws Exception {
        String whole = added(TinyRecipe.withThreshold(0.5));
        String half = added(TinyRecipe.withThreshold(0.3).amplified(0.5f));
        activate(whole, "local");
        AtomicBoolean over = new AtomicBoolean();
        byte[] image = Pictures.png(204, 16);
        Callable<List<String>> client = () -> {
            List<String> seen = new ArrayList<>();
            while (!over.get()) {
                Answer answer = http.post("/api/v1/inspections?product=tiny", image, "Content-Type", "image/png");
                assertEquals(200, answer.status(), answer::text);
                JsonNode judged = answer.json();
                String digest = judged.at("/recipe/digest").asText();
                assertEquals(
                        digest.equals(whole) ? 0.8 : 0.4, judged.get("score").asDouble(), 1e-6, answer::text);
                assertEquals(
                        digest.equals(whole) ? 0.5 : 0.3,
                        judged.get("threshold").asDouble(),
                        answer::text);
                seen.add(digest);
            }
            return seen;
        };
        ExecutorService clients = Executors.newFixedThreadPool(OwnStore.CLIENTS);
        List<Future<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < OwnStore.CLIENTS; i++) {
            all.add(clients.submit(client));
        }
        for (int i = 0; i < 12; i++) {
            assertEquals(200, activate(i % 2 == 0 ? half : whole, "local").status());
        }
        over.set(true);
        List<String> seen = new ArrayList<>();
        for (Future<List<String>> each : all) {
            seen.addAll(each.get());
        }
        clients.shutdown();
        assertTrue(seen.contains(whole) && seen.contains(half), seen.size() + " inspections");
    }

    private String added(TinyRecipe recipe) throws Exception {
        Answer answer = http.post(RECIPES, archive(made(recipe)), "Content-Type", "application/x-tar");
        assertEquals(201, answer.status(), answer::text);
        return answer.json().get("digest").asText();
    }

    @Test
    void aRecipeOfZonesJudgesAndTheJournalKeepsWhatWasSaidOfEach() throws Exception {
        StoredRecipe strict = made(TinyRecipe.withThreshold(0.5));
        StoredRecipe zoned = new Composition()
                .add("left", Optional.of(new RegionOfInterest(0, 0, 0.5, 1)), made(TinyRecipe.withThreshold(0.9)))
                .add("right", Optional.of(new RegionOfInterest(0.5, 0, 1, 1)), strict)
                .write("tiny", "1", "test", Instant.EPOCH, folder.resolve("zoned"), Existing.REFUSE);
        Answer added = http.post(RECIPES, archive(zoned), "Content-Type", "application/x-tar");
        assertEquals(201, added.status(), added::text);
        assertEquals("left", added.json().at("/zones/0/name").asText(), added::text);
        assertEquals(200, activate(zoned.recipe().digest().toString(), "local").status());

        JsonNode judged = judge(204);

        assertEquals("DEFECT", judged.get("verdict").asText(), judged::toString);
        assertEquals(
                zoned.recipe().digest().toString(), judged.at("/recipe/digest").asText());
        assertEquals("right", judged.at("/regions/0/zone").asText(), judged::toString);
        JsonNode kept =
                http.get("/api/v1/inspections/" + judged.get("id").asText()).json();
        assertEquals(judged.get("zones"), kept.get("zones"), kept::toString);
        assertEquals(judged.get("regions"), kept.get("regions"), kept::toString);
        assertEquals("OK", kept.at("/zones/0/verdict").asText());
        assertEquals(0.8, kept.at("/zones/1/score").asDouble(), 1e-6);
        assertEquals(0.5, kept.at("/zones/1/threshold").asDouble());
        assertEquals(
                strict.recipe().digest().toString(), kept.at("/zones/1/recipe").asText());
    }

    private StoredRecipe made(TinyRecipe recipe) {
        return recipe.writeTo(folder.resolve("made" + System.nanoTime()));
    }

    private static byte[] archive(StoredRecipe recipe) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RecipeArchive.write(recipe, List.of(), bytes);
        return bytes.toByteArray();
    }

    private Answer activate(String digest, String who) throws Exception {
        return http.post(
                PRODUCT + "/activation", ("{\"recipe\": \"" + digest + "\"}").getBytes(), "Content-Type", JSON);
    }

    private JsonNode judge(int grey) throws Exception {
        Answer answer =
                http.post("/api/v1/inspections?product=tiny", Pictures.png(grey, 16), "Content-Type", "image/png");
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    private JsonNode find(Sha256 digest) throws Exception {
        for (JsonNode recipe : http.get(RECIPES).json().get("recipes")) {
            if (recipe.get("digest").asText().equals(digest.toString())) {
                return recipe;
            }
        }
        throw new AssertionError(digest + " is not listed");
    }

    private JsonNode product() throws Exception {
        for (JsonNode product : http.get("/api/v1/products").json()) {
            if (product.get("name").asText().equals("tiny")) {
                return product;
            }
        }
        throw new AssertionError("The product is not listed");
    }

    private void assertEvent(String kind, String who, Sha256 recipe) {
        List<Numbered<Event>> events = journal.queries()
                .events(Optional.of(kind), Optional.empty(), 50)
                .entries();
        assertTrue(
                events.stream()
                        .map(Numbered::value)
                        .anyMatch(event -> event.who().equals(who)
                                && event.details().get("recipe").asText().equals(recipe.toString())),
                events::toString);
    }

    private static void assertProblem(int status, String detail, Answer answer) throws Exception {
        assertEquals(status, answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type").split(";")[0]);
        assertTrue(answer.json().get("detail").asText().contains(detail), answer::text);
    }
}

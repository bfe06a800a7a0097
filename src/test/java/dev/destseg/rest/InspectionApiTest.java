package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Pictures;
import dev.destseg.Served;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.StoredRecipe;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real HTTP, with a recipe that takes brightness for anomaly. */
@QuarkusTest
@TestProfile(Served.class)
class InspectionApiTest {
    private static final String PATH = "/api/v1/inspections";
    private static final String BOUNDARY = "boundary";

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @TempDir
    Path folder;

    private Http http = new Http(URI.create("http://nowhere"));
    private StoredRecipe recipe;

    @BeforeEach
    void activate() {
        http = new Http(base);
        recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        recipes.activate("tiny", recipe);
    }

    @Test
    void judgesAPng() throws Exception {
        Answer answer = http.post(PATH + "?product=tiny&part=A-1&station=press", png(255), "Content-Type", "image/png");
        assertEquals(200, answer.status(), answer::text);
        JsonNode json = answer.json();
        assertEquals("DEFECT", json.get("verdict").asText());
        assertEquals(1, json.get("score").asDouble(), 1e-6);
        assertEquals(0.5, json.get("threshold").asDouble());
        assertEquals(16, json.get("regions").get(0).get("width").asInt());
        assertEquals("A-1", json.get("part").asText());
        assertEquals("press", json.get("station").asText());
        assertEquals(
                recipe.recipe().digest().toString(),
                json.get("recipe").get("digest").asText());
        assertTrue(json.get("timings_ms").get("network").asDouble() > 0, answer::text);
    }

    @Test
    void judgesAJpegInAForm() throws Exception {
        byte[] jpeg = Pictures.jpeg(60, 16);
        Answer answer = http.post(
                PATH,
                form(
                        jpeg,
                        "product",
                        "tiny",
                        "part",
                        "B-2",
                        "recipe",
                        recipe.recipe().digest().toString()),
                "Content-Type",
                "multipart/form-data; boundary=" + BOUNDARY);
        assertEquals(200, answer.status(), answer::text);
        assertEquals("OK", answer.json().get("verdict").asText());
        assertEquals("B-2", answer.json().get("part").asText());
    }

    @Test
    void answersWithTheOverlayWhenAPictureIsWanted() throws Exception {
        Answer answer = http.post(PATH + "?product=tiny", png(255), "Content-Type", "image/png", "Accept", "image/png");
        assertEquals("image/png", answer.header("Content-Type"));
        assertEquals("DEFECT", answer.header("DeSTSeg-Verdict"));
        Image overlay = new ImageReader().read(answer.body(), "overlay");
        assertEquals(16, overlay.width());
        // The outline of the region, which is the whole image.
        assertArrayEquals(new byte[] {0, -1, -1}, Arrays.copyOf(overlay.rgb(), 3));
    }

    @Test
    void aBrokenImageCannotBeJudged() throws Exception {
        byte[] whole = png(10);
        Answer answer =
                http.post(PATH + "?product=tiny", Arrays.copyOf(whole, whole.length - 20), "Content-Type", "image/png");
        assertEquals(200, answer.status());
        assertEquals("CANNOT_JUDGE", answer.json().get("verdict").asText());
        assertTrue(answer.json().get("reason").asText().contains("broken"), answer::text);
        assertTrue(answer.json().get("score").isNull(), answer::text);
    }

    @Test
    void refusesTextsThatTheJournalCannotHoldBeforeItJudges() throws Exception {
        String path = PATH + "?product=tiny&";
        assertProblem(400, "part number", http.post(path + "part=a%0ab", png(9), "Content-Type", "image/png"));
        assertProblem(
                400, "station", http.post(path + "station=" + "x".repeat(257), png(9), "Content-Type", "image/png"));
    }

    @Test
    void refusesWhatIsNoImage() throws Exception {
        assertProblem(415, "not an image", http.post(PATH, "hello".getBytes(), "Content-Type", "image/png"));
        assertProblem(400, "no image", http.post(PATH, new byte[0], "Content-Type", "image/png"));
        assertProblem(415, "", http.post(PATH, png(1), "Content-Type", "text/plain"));
        assertProblem(
                400,
                "image",
                http.post(
                        PATH,
                        ("--" + BOUNDARY + "--\r\n").getBytes(),
                        "Content-Type",
                        "multipart/form-data; boundary=" + BOUNDARY));
    }

    @Test
    void refusesAProductThatNobodyKnows() throws Exception {
        assertProblem(404, "tiny", http.post(PATH + "?product=nut", png(1), "Content-Type", "image/png"));
    }

    @Test
    void refusesToJudgeByAnotherRecipeThanTheExpectedOne() throws Exception {
        String other = "sha256:" + "0".repeat(64);
        assertProblem(
                409, other, http.post(PATH + "?product=tiny&recipe=" + other, png(1), "Content-Type", "image/png"));
        assertProblem(
                400, "sha256:", http.post(PATH + "?product=tiny&recipe=latest", png(1), "Content-Type", "image/png"));
    }

    /** What the way of most images does not know it leaves to the other: an answer that is wanted less than others, for one. */
    @Test
    void saysTheSameByBothOfItsWays() throws Exception {
        byte[] whole = png(10);
        assertSameByBothWays(
                "?product=tiny&part=A-1&station=press&captured=2026-01-31T11:59:59.920Z", 200, Pictures.jpeg(60, 16));
        assertSameByBothWays("?product=tiny&part=%20", 200, png(255));
        assertSameByBothWays("?product=tiny", 200, Arrays.copyOf(whole, whole.length - 20));
        assertSameByBothWays("?product=tiny", 415, "hello".getBytes());
        assertSameByBothWays("?product=tiny", 400, new byte[0]);
        assertSameByBothWays("?product=tiny&part=a%0ab", 400, whole);
        assertSameByBothWays("?product=tiny&captured=yesterday", 400, whole);
        assertSameByBothWays("?product=tiny&recipe=latest", 400, whole);
        assertSameByBothWays("?product=tiny&recipe=sha256:" + "0".repeat(64), 409, whole);
        assertSameByBothWays("?product=nut", 404, whole);
    }

    private void assertSameByBothWays(String query, int status, byte[] image) throws Exception {
        Answer ordinary = http.post(PATH + query, image, "Content-Type", "image/png");
        Answer other = http.post(PATH + query, image, "Content-Type", "image/png", "Accept", "application/json;q=0.9");
        assertEquals(status, ordinary.status(), ordinary::text);
        assertEquals(status, other.status(), other::text);
        assertEquals(
                other.response().headers().map().keySet(),
                ordinary.response().headers().map().keySet());
        assertEquals(other.header("Content-Type"), ordinary.header("Content-Type"));
        assertEquals(withoutWhatPasses(other), withoutWhatPasses(ordinary));
    }

    private static JsonNode withoutWhatPasses(Answer answer) throws Exception {
        return ((ObjectNode) answer.json()).remove(List.of("id", "received", "timings_ms"));
    }

    @Test
    void theOpenApiDocumentHasExamples() throws Exception {
        JsonNode document = http.get("/api/openapi?format=json").json();
        assertTrue(document.get("openapi").asText().startsWith("3.1"), document::toString);
        JsonNode post = document.get("paths").get(PATH).get("post");
        assertEquals(
                "DEFECT",
                post.at("/responses/200/content/application~1json/examples/a defect/value/verdict")
                        .asText());
        assertTrue(post.at("/requestBody/content").has("multipart/form-data"), post::toString);
        assertFalse(post.at("/responses/503/$ref").isMissingNode(), post::toString);
    }

    private static void assertProblem(int status, String detail, Answer answer) throws Exception {
        assertEquals(status, answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type").split(";")[0]);
        assertEquals(status, answer.json().get("status").asInt());
        assertTrue(answer.json().get("detail").asText().contains(detail), answer::text);
    }

    private static byte[] png(int grey) {
        return Pictures.png(grey, 16);
    }

    private static byte[] form(byte[] image, String... fields) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            body.write(part("name=\"" + fields[i] + "\"\r\n\r\n" + fields[i + 1]));
            body.write("\r\n".getBytes());
        }
        body.write(part("name=\"image\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"));
        body.write(image);
        body.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes());
        return body.toByteArray();
    }

    private static byte[] part(String rest) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + rest).getBytes(StandardCharsets.UTF_8);
    }
}

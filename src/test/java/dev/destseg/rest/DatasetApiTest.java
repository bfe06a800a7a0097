package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Pictures;
import dev.destseg.Served;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.TinyRecipe;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets over real HTTP. */
@QuarkusTest
@TestProfile(Served.class)
class DatasetApiTest {
    private static final String ALL = "/api/v1/datasets";
    private static final int SIZE = 16;

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @TempDir
    Path folder;

    private Http http = new Http(URI.create("http://nowhere"));
    /** Of this test alone, whatever else the box holds. */
    private final String name = "d" + UUID.randomUUID();

    private final String path = ALL + "/" + name;

    @BeforeEach
    void create() throws Exception {
        http = new Http(base);
        Answer made = http.postJson(ALL, "{\"name\": \"" + name + "\"}");
        assertEquals(201, made.status(), made::text);
    }

    @AfterEach
    void leaveRoomForOthers() throws Exception {
        http.delete(path);
    }

    private JsonNode add(int grey, String label) throws Exception {
        Answer added =
                http.post(path + "/images?label=" + label, Pictures.png(grey, SIZE), "Content-Type", "image/png");
        assertEquals(201, added.status(), added::text);
        return added.json();
    }

    @Test
    void isFilledListedAndDeleted() throws Exception {
        String image = add(1, "good").get("image").asText();
        add(2, "good");
        add(3, "defective");

        JsonNode counted = http.get(path).json();
        JsonNode good = http.get(path + "/images?label=good").json();
        assertEquals(2, counted.get("good").asInt());
        assertEquals(1, counted.get("defective").asInt());
        assertEquals(2, good.get("images").size());
        assertTrue(http.get(ALL).text().contains(name));
        assertArrayEquals(
                Pictures.png(1, SIZE), http.get(path + "/images/" + image).body());

        assertEquals(204, http.delete(path + "/images/" + image).status());
        assertEquals(404, http.get(path + "/images/" + image).status());
        assertEquals(204, http.delete(path).status());
        assertEquals(404, http.get(path).status());
    }

    @Test
    void pagesGoThroughEveryImageOnce() throws Exception {
        for (int grey = 0; grey < 3; grey++) {
            add(grey, "good");
        }

        JsonNode first = http.get(path + "/images?size=2").json();
        JsonNode rest = http.get(
                        path + "/images?size=2&after=" + first.get("next").asText())
                .json();

        assertEquals(2, first.get("images").size());
        assertEquals(1, rest.get("images").size());
        assertTrue(rest.get("next").isNull());
    }

    @Test
    void takesAFormWithAMask() throws Exception {
        byte[] mask = ImageWriter.png(new Mask(SIZE, SIZE, new byte[SIZE * SIZE]));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, "name=\"label\"\r\n\r\n", "defective".getBytes(StandardCharsets.UTF_8));
        part(body, "name=\"image\"; filename=\"a.jpg\"\r\n\r\n", Pictures.jpeg(60, SIZE));
        part(body, "name=\"mask\"; filename=\"a.png\"\r\n\r\n", mask);
        body.writeBytes("--boundary--\r\n".getBytes(StandardCharsets.UTF_8));

        Answer added = http.post(
                path + "/images", body.toByteArray(), "Content-Type", "multipart/form-data; boundary=boundary");

        assertEquals(201, added.status(), added::text);
        assertEquals("defective", added.json().get("label").asText());
        assertTrue(added.json().get("mask").asText().startsWith("sha256:"), added::text);
    }

    private static void part(ByteArrayOutputStream body, String head, byte[] content) {
        body.writeBytes(("--boundary\r\nContent-Disposition: form-data; " + head).getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesInspectionsByWhatOperatorsSaidOfThem() throws Exception {
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny")));
        String confirmed = judge(7);
        String other = judge(8);
        http.postJson("/api/v1/inspections/" + confirmed + "/feedback", "{\"who\": \"Ada\", \"opinion\": \"GOOD\"}");

        JsonNode byName = http.postJson(
                        path + "/journal", "{\"inspections\": [\"" + confirmed + "\", \"" + other + "\"]}")
                .json();
        JsonNode byFilter = http.postJson(path + "/journal?text=" + name, "{\"label\": \"defective\"}")
                .json();

        assertEquals(1, byName.get("added").asInt(), byName::toString);
        assertTrue(byName.get("problems").get(0).asText().contains(other), byName::toString);
        assertEquals(2, byFilter.get("added").asInt(), byFilter::toString);
        assertEquals(2, http.get(path).json().get("defective").asInt());
    }

    @Test
    void whatPeopleDrewAroundADefectBecomesItsMask() throws Exception {
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny")));
        String drawn = judge(9);
        String bare = judge(10);
        http.postJson(
                "/api/v1/inspections/" + drawn + "/feedback",
                "{\"who\": \"Ada\", \"opinion\": \"DEFECTIVE\","
                        + " \"regions\": [{\"x\": 1, \"y\": 2, \"width\": 3, \"height\": 4}]}");
        http.postJson(path + "/journal", "{\"inspections\": [\"" + bare + "\"], \"label\": \"defective\"}");
        http.postJson(path + "/journal", "{\"inspections\": [\"" + drawn + "\"]}");

        JsonNode images = http.get(path + "/images").json().get("images");
        assertEquals(2, images.size(), images::toString);
        for (JsonNode image : images) {
            boolean masked = image.get("origin").asText().contains(drawn);
            assertEquals(masked, image.hasNonNull("mask"), image::toString);
        }
    }

    private String judge(int grey) throws Exception {
        Answer judged = http.post(
                "/api/v1/inspections?product=tiny&part=" + name, Pictures.png(grey, SIZE), "Content-Type", "image/png");
        return judged.json().get("id").asText();
    }

    @Test
    void isFrozenByDigest() throws Exception {
        assertEquals(400, http.postJson(path + "/snapshots", "").status());
        add(1, "good");

        Answer frozen = http.post(path + "/snapshots", new byte[0]);

        assertEquals(201, frozen.status(), frozen::text);
        assertEquals(1, frozen.json().get("good").asInt());
        assertTrue(http.get(path + "/snapshots")
                .text()
                .contains(frozen.json().get("digest").asText()));
    }

    @Test
    void whatCannotBeUsedIsAProblemThatSaysWhy() throws Exception {
        assertProblem(400, http.postJson(ALL, "{\"name\": \"../etc\"}"));
        assertProblem(400, http.postJson(ALL, "{\"name\": \"" + name + "\"}"));
        assertProblem(400, http.postJson(ALL, "{}"));
        assertProblem(400, http.postJson(ALL, ""));
        assertProblem(400, http.postJson(path + "/journal", ""));
        assertProblem(400, http.postJson(path + "/folder", ""));
        assertProblem(400, http.postJson("/api/v1/trainings", ""));
        assertProblem(404, http.get(ALL + "/absent"));
        assertProblem(404, http.delete(ALL + "/absent"));
        assertProblem(400, http.post(path + "/images", new byte[9], "Content-Type", "image/png"));
        assertProblem(400, http.post(path + "/images?label=fine", Pictures.png(1, SIZE), "Content-Type", "image/png"));
        assertProblem(400, http.get(path + "/images/latest"));
        assertProblem(400, http.postJson(path + "/folder", "{\"folder\": \"/etc\"}"));
        assertProblem(400, http.postJson(path + "/folder", "{}"));
        Answer escaped = http.get(ALL + "/..%2f..%2fetc");
        assertTrue(escaped.status() == 400 || escaped.status() == 404, escaped::text);
    }

    @Test
    void noImageLeavesABoxThatIsNotTold() throws Exception {
        add(1, "good");
        Answer refused = http.postJson("/api/v1/registry/snapshots", "{\"dataset\": \"" + name + "\"}");
        assertProblem(409, refused);
        assertTrue(refused.text().contains("Images do not leave this box"), refused::text);
        assertEquals("[]", http.get(path + "/snapshots").text());
    }

    private static void assertProblem(int status, Answer answer) throws Exception {
        assertEquals(status, answer.status(), answer::text);
        assertEquals("application/problem+json", answer.header("Content-Type").split(";")[0]);
    }
}

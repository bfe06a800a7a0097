package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.products.Products;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe with half the gain of the active one is tried: what is a defect at 0.8 is none at 0.4. */
@QuarkusTest
@TestProfile(OwnStore.class)
class RehearsalApiTest {
    @TestHTTPResource
    URI base;

    @Inject
    Products products;

    @TempDir
    Path folder;

    private Http http = new Http(URI.create("http://nowhere"));
    private String tried = "";

    @BeforeEach
    void open() {
        http = new Http(base);
        products.activate("rehearsed", Sha256.parse(added(TinyRecipe.withThreshold(0.53))), "test");
        tried = added(TinyRecipe.withThreshold(0.53).amplified(0.5f));
    }

    @AfterEach
    void stopJudging() throws Exception {
        http.delete("/api/v1/products/rehearsed");
    }

    @Test
    void judgesThePartsAgainNewestFirstAndWritesNothingDown() throws Exception {
        String bright = judge(204);
        String dark = judge(51);

        List<JsonNode> steps = steps("product=rehearsed");

        assertEquals(2, steps.size(), steps::toString);
        assertEquals(1, steps.get(0).get("done").asInt());
        assertEquals(2, steps.get(0).get("all").asInt());
        assertEquals(dark, steps.get(0).at("/part/inspection/id").asText());
        JsonNode changed = steps.get(1).get("part");
        assertEquals(bright, changed.at("/inspection/id").asText());
        assertEquals("DEFECT", changed.at("/inspection/verdict").asText());
        assertEquals("OK", changed.get("verdict").asText());
        assertEquals(0.4, changed.get("score").asDouble(), 1e-6);
        assertEquals(
                2,
                http.get("/api/v1/inspections?product=rehearsed")
                        .json()
                        .get("inspections")
                        .size());
    }

    @Test
    void ofAProductWithoutPartsThereIsNothingToJudge() throws Exception {
        List<JsonNode> steps = steps("product=nobody");

        assertEquals(1, steps.size(), steps::toString);
        assertEquals(0, steps.get(0).get("all").asInt());
    }

    @Test
    void refusesWhatCannotBeTriedAndCanBeAskedAgain() throws Exception {
        String nobody = "sha256:" + "0".repeat(64);
        assertEquals(404, rehearse(nobody, "product=rehearsed").status());
        assertEquals(400, rehearse(tried, "size=10").status());
        assertEquals(400, rehearse(tried, "product=rehearsed&size=0").status());
        assertEquals(400, rehearse("latest", "product=rehearsed").status());

        assertEquals(1, steps("product=nobody").size());
    }

    private List<JsonNode> steps(String query) throws Exception {
        Answer answer = rehearse(tried, query);
        assertEquals(200, answer.status(), answer::text);
        List<JsonNode> steps = new ArrayList<>();
        for (String line : answer.text().lines().toList()) {
            if (line.startsWith("data:")) {
                steps.add(new ObjectMapper().readTree(line.substring(5)));
            }
        }
        return steps;
    }

    private Answer rehearse(String digest, String query) throws Exception {
        return http.get("/api/v1/recipes/" + digest + "/rehearsal?" + query, "Accept", "text/event-stream");
    }

    private String judge(int grey) throws Exception {
        Answer answer =
                http.post("/api/v1/inspections?product=rehearsed", Pictures.png(grey, 16), "Content-Type", "image/png");
        assertEquals(200, answer.status(), answer::text);
        return answer.json().get("id").asText();
    }

    private String added(TinyRecipe recipe) {
        StoredRecipe stored = recipe.writeTo(folder.resolve("made" + System.nanoTime()));
        products.add(stored, "test");
        return stored.recipe().digest().toString();
    }
}

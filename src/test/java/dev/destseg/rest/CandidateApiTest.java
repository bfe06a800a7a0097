package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate with half the gain of the active recipe: what is a defect at 0.8 is none at 0.4. */
@QuarkusTest
@TestProfile(OwnStore.class)
class CandidateApiTest {
    private static final String CANDIDATE = "/api/v1/products/compared/candidate";

    @TestHTTPResource
    URI base;

    @Inject
    Products products;

    @TempDir
    Path folder;

    private Http http = new Http(URI.create("http://nowhere"));
    private String active = "";
    private String candidate = "";

    @BeforeEach
    void open() {
        http = new Http(base);
        active = added(TinyRecipe.withThreshold(0.5));
        candidate = added(TinyRecipe.withThreshold(0.5).amplified(0.5f));
        products.activate("compared", Sha256.parse(active), "test");
    }

    @AfterEach
    void stopJudging() throws Exception {
        http.delete("/api/v1/products/compared");
    }

    @Test
    void showsWhereItDisagreesAndIsPromoted() throws Exception {
        assertEquals(404, http.get(CANDIDATE).status());
        Answer begun = begin(candidate);
        assertEquals(200, begun.status(), begun::text);
        assertEquals(candidate, begun.json().at("/recipe/digest").asText());
        assertEquals(409, begin(active).status());

        String judged = judge(204);
        judge(51);
        JsonNode compared = http.get(CANDIDATE).json();
        while (ended(compared) < 2) {
            compared = http.get(CANDIDATE).json();
        }
        assertEquals(1, compared.get("disagreed").asInt(), compared::toString);
        JsonNode page = http.get(CANDIDATE + "/disagreements").json();
        assertEquals(1, page.get("disagreements").size(), page::toString);
        JsonNode found = page.get("disagreements").get(0);
        assertEquals(judged, found.at("/inspection/id").asText());
        assertEquals("DEFECT", found.at("/inspection/verdict").asText());
        assertEquals("OK", found.get("verdict").asText());
        assertEquals(0.4, found.get("score").asDouble(), 1e-6);
        assertEquals(200, http.get("/api/v1/inspections/" + judged + "/image").status());

        Answer promoted = http.post(CANDIDATE + "/promotion", new byte[0]);
        assertEquals(200, promoted.status(), promoted::text);
        assertEquals("compared", promoted.json().at("/judges/0").asText());
        assertEquals(404, http.get(CANDIDATE).status());
    }

    @Test
    void endsWhenItIsStopped() throws Exception {
        begin(candidate);
        assertEquals(204, http.delete(CANDIDATE).status());
        assertEquals(404, http.get(CANDIDATE).status());
        assertEquals(404, http.delete(CANDIDATE).status());
        assertEquals(204, http.delete("/api/v1/recipes/" + candidate).status());
    }

    private static int ended(JsonNode compared) {
        return Stream.of("agreed", "disagreed", "passed_over", "failed")
                .mapToInt(count -> compared.get(count).asInt())
                .sum();
    }

    private Answer begin(String digest) throws Exception {
        return http.put(CANDIDATE, ("{\"recipe\": \"" + digest + "\"}").getBytes(), "Content-Type", "application/json");
    }

    private String judge(int grey) throws Exception {
        Answer answer =
                http.post("/api/v1/inspections?product=compared", Pictures.png(grey, 16), "Content-Type", "image/png");
        assertEquals(200, answer.status(), answer::text);
        assertNotEquals("CANNOT_JUDGE", answer.json().get("verdict").asText(), answer::text);
        return answer.json().get("id").asText();
    }

    private String added(TinyRecipe recipe) {
        Path made = folder.resolve("made" + System.nanoTime());
        StoredRecipe stored = recipe.writeTo(made);
        products.add(stored, "test");
        return stored.recipe().digest().toString();
    }
}

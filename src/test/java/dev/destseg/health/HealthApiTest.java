package dev.destseg.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.Served;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.GoldenWatch;
import dev.destseg.inspection.TinyRecipe;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What monitoring sees of the running application. */
@QuarkusTest
@TestProfile(Served.class)
class HealthApiTest {
    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @Inject
    GoldenWatch watch;

    @TempDir
    Path folder;

    @Test
    void tellsWhetherItStartedLivesAndCanJudge() throws Exception {
        Http http = new Http(base);
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeWithGolden(folder.resolve("tiny"), 51, 0.2));
        watch.start();
        assertEquals(Set.of("recipes loaded"), checks(http.get("/q/health/started")));
        assertEquals(Set.of("inspections end"), checks(http.get("/q/health/live")));
        assertEquals(Set.of("engines judge"), checks(http.get("/q/health/ready")));
        assertEquals(
                Set.of("disk", "memory", "products", "queue", "temperature"),
                checks(http.get("/q/health/group/wellness")));
    }

    @Test
    void countsInspectionsByProductAndVerdict() throws Exception {
        Http http = new Http(base);
        recipes.activate("counted", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("counted")));
        http.post("/api/v1/inspections?product=counted", Pictures.jpeg(250, 16), "Content-Type", "image/jpeg");
        String metrics = http.get("/q/metrics").text();
        assertTrue(metrics.contains("destseg_inspections_total{product=\"counted\",verdict=\"DEFECT\"} 1.0"), metrics);
        assertTrue(metrics.contains("destseg_inspection_stage_seconds_bucket{stage=\"network\",le="), metrics);
        assertTrue(metrics.contains("destseg_inspection_score_bucket{product=\"counted\",le=\"0.9\"} 0"), metrics);
        assertTrue(metrics.contains("destseg_queue_capacity 2.0"), metrics);
        assertTrue(metrics.contains("destseg_queue_waiting 0.0"), metrics);
    }

    private static Set<String> checks(Http.Answer answer) throws Exception {
        assertEquals(200, answer.status(), answer::text);
        Set<String> names = new TreeSet<>();
        for (JsonNode check : answer.json().get("checks")) {
            names.add(check.get("name").asText());
        }
        return names;
    }
}

package dev.destseg.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.Served;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.GoldenWatch;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.recipe.GoodTraits;
import dev.destseg.recipe.TraitRange;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What monitoring sees of the running application. */
@QuarkusTest
@TestProfile(Served.class)
class HealthApiTest {
    private static final String DRIFT = "/api/v1/drift";

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @Inject
    GoldenWatch watch;

    @Inject
    Journal journal;

    @TempDir
    Path folder;

    @Test
    void tellsWhetherItStartedLivesAndCanJudge() throws Exception {
        Http http = new Http(base);
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeWithGolden(folder.resolve("tiny"), 51, 0.2));
        watch.start();
        assertEquals(Set.of("recipes loaded"), checks(http.get("/q/health/started")));
        assertEquals(Set.of("inspections end"), checks(http.get("/q/health/live")));
        assertEquals(
                Set.of("Graceful Shutdown", "engines judge", "journal writable"), checks(http.get("/q/health/ready")));
        assertEquals(
                Set.of(
                        "cameras",
                        "disk",
                        "drift",
                        "engines",
                        "folders",
                        "gpio",
                        "group",
                        "gpu",
                        "memory",
                        "outputs",
                        "products",
                        "queue",
                        "recipes",
                        "stations",
                        "temperature",
                        "throttling",
                        "registry",
                        "training",
                        "trust"),
                checks(http.get("/q/health/group/wellness")));
    }

    @Test
    void countsInspectionsByProductAndVerdict() throws Exception {
        Http http = new Http(base);
        recipes.activate("counted", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("counted")));
        http.post("/api/v1/inspections?product=counted", Pictures.jpeg(250, 16), "Content-Type", "image/jpeg");
        // Whoever watches hears of a part after its verdict was given.
        String metrics = http.getUntil(
                        "/q/metrics", answer -> answer.text().contains("score_bucket{product=\"counted\""))
                .text();
        assertTrue(metrics.contains("destseg_inspections_total{product=\"counted\",verdict=\"DEFECT\"} 1.0"), metrics);
        assertTrue(metrics.contains("destseg_inspection_stage_seconds_bucket{stage=\"network\",le="), metrics);
        assertTrue(metrics.contains("destseg_inspection_score_bucket{product=\"counted\",le=\"0.9\"} 0"), metrics);
        assertTrue(metrics.contains("destseg_queue_capacity 2.0"), metrics);
        assertTrue(metrics.contains("destseg_queue_waiting 0.0"), metrics);
        assertTrue(metrics.contains("destseg_trainings{status=\"RUNNING\"}"), metrics);
        assertTrue(metrics.contains("destseg_training_progress"), metrics);
    }

    /** A lamp that fails slowly: images are judged all the while, and everybody who watches is told. */
    @Test
    void driftIsSeenInHealthMetricsAndJournalWhenItBeginsAndWhenItEnds() throws Exception {
        Http http = new Http(base);
        GoodTraits good = new GoodTraits(
                50,
                new TraitRange(60, 2, 50, 70),
                new TraitRange(0, 0, 0, 0),
                new TraitRange(0, 0, 0, 0),
                Optional.of(new TraitRange(60 / 255.0, 2 / 255.0, 50 / 255.0, 70 / 255.0)));
        recipes.activate("dimmed", TinyRecipe.withThreshold(0.9).writeKnowing(good, folder.resolve("dimmed")));
        judge(http, 60, 5);
        awaitWatched(http, 5);
        assertEquals("UP", drift(http).get("status").asText());
        judge(http, 45, 30);
        awaitWatched(http, 35);
        JsonNode check = drift(http);
        assertEquals("DOWN", check.get("status").asText());
        String said = check.get("data").get("dimmed").asText();
        assertTrue(said.contains("brightness DRIFTS"), said);
        assertTrue(said.contains("score DRIFTS"), said);
        String metrics = http.get("/q/metrics").text();
        assertTrue(metrics.contains("destseg_drift_alarm{product=\"dimmed\",trait=\"brightness\"} 1.0"), metrics);
        assertTrue(metrics.contains("destseg_drift_alarm{product=\"dimmed\",trait=\"contrast\"} 0.0"), metrics);
        JsonNode brightness = brightness(http);
        assertTrue(brightness.get("drifts").asBoolean(), brightness::toString);
        assertTrue(brightness.get("position").asDouble() < -1, brightness::toString);
        assertEquals(35, brightness.get("images").asInt());
        judge(http, 60, 60);
        awaitWatched(http, 95);
        assertFalse(brightness(http).get("drifts").asBoolean());
        assertEquals("UP", drift(http).get("status").asText());
        List<Boolean> events =
                journal.queries().events(Optional.of(Event.DRIFT), Optional.empty(), 100).entries().stream()
                        .map(event -> event.value().details())
                        .filter(details -> details.get("product").asText().equals("dimmed"))
                        .filter(details -> details.get("trait").asText().equals("brightness"))
                        .filter(details -> details.get("recipe").asText().equals(digest("dimmed")))
                        .map(details -> details.get("drifts").asBoolean())
                        .toList();
        assertEquals(List.of(false, true), events.subList(0, 2), "the newest first");
    }

    /** Whoever watches hears of a part after its verdict was given. */
    private static void awaitWatched(Http http, int images) throws Exception {
        http.getUntil(DRIFT, answer -> brightness(answer).path("images").asInt() >= images);
    }

    private static JsonNode brightness(Http http) throws Exception {
        JsonNode brightness = brightness(http.get(DRIFT));
        assertFalse(brightness.isMissingNode(), "It is not watched");
        return brightness;
    }

    private static JsonNode brightness(Http.Answer drift) {
        for (JsonNode trait : drift.json()) {
            if (trait.get("product").asText().equals("dimmed")
                    && trait.get("trait").asText().equals("brightness")) {
                return trait;
            }
        }
        return MissingNode.getInstance();
    }

    /** Of all checks but that of the framework, which is of no use to people. */
    @Test
    void theConsoleSaysWhatToDoAboutEachCheck() throws Exception {
        Http http = new Http(base);
        String page = Files.readString(Path.of("src/main/resources/web/app/pages/health.js"));
        Set<String> checks = new TreeSet<>();
        for (String group : List.of("started", "live", "ready", "group/wellness")) {
            checks.addAll(checks(http.get("/q/health/" + group)));
        }
        checks.remove("Graceful Shutdown");
        for (String check : checks) {
            assertTrue(
                    Pattern.compile("^  '?" + check + "'?: '", Pattern.MULTILINE)
                            .matcher(page)
                            .find(),
                    check);
        }
    }

    private String digest(String product) {
        return recipes.all().stream()
                .filter(recipe -> recipe.product().equals(product))
                .map(recipe -> recipe.digest().toString())
                .findFirst()
                .orElseThrow();
    }

    private static void judge(Http http, int grey, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            http.post("/api/v1/inspections?product=dimmed", Pictures.png(grey, 16), "Content-Type", "image/png");
        }
    }

    private static JsonNode drift(Http http) throws Exception {
        for (JsonNode check : http.get("/q/health/group/wellness").json().get("checks")) {
            if (check.get("name").asText().equals("drift")) {
                return check;
            }
        }
        throw new AssertionError("There is no such check");
    }

    private static Set<String> checks(Http.Answer answer) throws Exception {
        Set<String> names = new TreeSet<>();
        for (JsonNode check : answer.json().get("checks")) {
            names.add(check.get("name").asText());
        }
        return names;
    }
}

package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Served;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Resize;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.training.runs.TrainingRuns;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trainings over real HTTP, by real processes. */
@QuarkusTest
@TestProfile(Served.class)
class TrainingApiTest {
    private static final String ALL = "/api/v1/trainings";
    private static final int IMAGES = 6;

    @TestHTTPResource
    URI base;

    @Inject
    TrainingRuns runs;

    @Inject
    Journal journal;

    private Http http = new Http(URI.create("http://nowhere"));
    private final String name = "t" + UUID.randomUUID();

    @BeforeEach
    void fill() throws Exception {
        http = new Http(base);
        runs.start();
        http.postJson("/api/v1/datasets", "{\"name\": \"" + name + "\"}");
        for (int i = 0; i < IMAGES; i++) {
            byte[] image = ImageWriter.png(new Resize(64, 64).apply(DemoProduct.FLANGE.good(1, i)));
            Answer added = http.post("/api/v1/datasets/" + name + "/images", image, "Content-Type", "image/png");
            assertEquals(201, added.status(), added::text);
        }
    }

    @AfterEach
    void leaveRoomForOthers() throws Exception {
        http.delete("/api/v1/datasets/" + name);
    }

    private JsonNode ask(String more) throws Exception {
        Answer asked = http.postJson(ALL, "{\"dataset\": \"" + name + "\", \"input_size\": 128" + more + "}");
        assertEquals(201, asked.status(), asked::text);
        return asked.json();
    }

    @Test
    void aProductIsLearnedAndItsEventsEndWithIt() throws Exception {
        String id = ask(", \"activate\": true").get("id").asText();

        Answer events = http.get(ALL + "/" + id + "/events", "Accept", "text/event-stream");

        List<String> told =
                events.text().lines().filter(line -> line.startsWith("data:")).toList();
        JsonNode last = new ObjectMapper().readTree(told.get(told.size() - 1).substring("data:".length()));
        assertEquals("DONE", last.get("status").asText(), last::toString);
        assertTrue(events.text().contains("\"RUNNING\""), events::text);
        JsonNode found = http.get(ALL + "/" + id).json();
        assertTrue(found.get("offered").asBoolean(), found::toString);
        String listed = http.get("/api/v1/recipes").text();
        assertTrue(listed.contains(found.get("candidate").asText()), listed);
        JsonNode judging = http.get("/api/v1/products").json();
        assertTrue(judging.toString().contains(found.get("candidate").asText()), judging::toString);
        assertTrue(found.get("comparison").get("better").asBoolean(), found::toString);
        assertTrue(http.get(ALL).text().contains(id));
        assertTrue(journal.queries().events(Optional.of("training"), Optional.empty(), 50).entries().stream()
                .anyMatch(event -> event.value()
                                .details()
                                .get("training")
                                .asText()
                                .equals(id)
                        && event.value().details().get("status").asText().equals("DONE")));
    }

    @Test
    void aProductIsLearnedFromAPartOfItsImages() throws Exception {
        String middle = "{\"left\": 0.125, \"top\": 0.25, \"right\": 0.875, \"bottom\": 0.75}";
        String id = ask(", \"region_of_interest\": " + middle).get("id").asText();

        http.get(ALL + "/" + id + "/events", "Accept", "text/event-stream");

        JsonNode training = http.get(ALL + "/" + id).json();
        assertEquals("DONE", training.get("status").asText(), training::toString);
        JsonNode expected = new ObjectMapper().readTree(middle);
        assertEquals(expected, training.get("region_of_interest"));
        String recipe = "/api/v1/recipes/" + training.get("candidate").asText();
        JsonNode manifest = http.get(recipe).json().get("manifest");
        assertEquals(expected, manifest.get("region_of_interest"), manifest::toString);
    }

    @Test
    void aProductIsLearnedInTilesWithoutWhatIsIgnored() throws Exception {
        String id = ask(", \"tile\": \"40,8\", \"ignore\": [\"0.75,0,0.25,0.25\"]")
                .get("id")
                .asText();

        http.get(ALL + "/" + id + "/events", "Accept", "text/event-stream");

        JsonNode training = http.get(ALL + "/" + id).json();
        assertEquals("DONE", training.get("status").asText(), training::toString);
        assertEquals("40,8", training.get("tile").asText());
        assertEquals(1, training.get("ignore").size());
        String recipe = "/api/v1/recipes/" + training.get("candidate").asText();
        JsonNode manifest = http.get(recipe).json().get("manifest");
        assertEquals(205, manifest.get("tiling").get("width").asInt(), manifest::toString);
        assertTrue(manifest.get("files").has("ignored.png"), manifest::toString);
    }

    @Test
    void aTrainingIsCancelled() throws Exception {
        String id = ask(", \"profile\": \"edge\", \"budget\": {\"steps\": \"400,400\"}, \"product\": \"flange\"")
                .get("id")
                .asText();

        Answer cancelled = http.post(ALL + "/" + id + "/cancel", new byte[0]);

        assertEquals(200, cancelled.status(), cancelled::text);
        Answer events = http.get(ALL + "/" + id + "/events", "Accept", "text/event-stream");
        assertTrue(events.text().contains("CANCELLED"), events::text);
    }

    @Test
    void whatIsLearnedByNowIsShown() throws Exception {
        String id = ask(", \"profile\": \"edge\", \"budget\": {\"steps\": \"400,400\"}")
                .get("id")
                .asText();
        JsonNode shown;
        do {
            Thread.sleep(50);
            JsonNode now = http.get(ALL + "/" + id).json();
            assertTrue(now.get("ended").isNull(), now::toString);
            shown = now.path("progress").path("previews");
        } while (shown.isEmpty() || course(id).isEmpty());

        assertEquals(3, shown.size(), shown::toString);
        JsonNode training = http.get(ALL + "/" + id).json();
        assertEquals("400,400", training.get("budget").get("steps").asText(), training::toString);
        JsonNode progress = training.get("progress");
        assertTrue(progress.get("seconds_spent").asDouble() > 0, training::toString);
        assertTrue(progress.get("memory_mebibytes").asInt() > 50, training::toString);
        Answer picture = http.get(shown.get(0).asText());
        assertEquals(200, picture.status(), picture::text);
        assertEquals(128, new ImageReader().read(picture.body(), "preview").width());
        assertProblem(404, "image 3", http.get(ALL + "/" + id + "/previews/3"));
        http.post(ALL + "/" + id + "/cancel", new byte[0]);
        http.get(ALL + "/" + id + "/events", "Accept", "text/event-stream");
        assertProblem(404, "image 0", http.get(shown.get(0).asText()));
        JsonNode kept = course(id);
        assertEquals("denoising", kept.path(0).path("phase").asText(), kept::toString);
        assertTrue(kept.path(0).path("loss").asDouble() > 0, kept::toString);
        JsonNode log = http.get(ALL + "/" + id + "/log").json();
        assertEquals("Begins to train", log.path(0).path("text").asText(), log::toString);
        assertEquals("Cancelled", log.path(log.size() - 1).path("text").asText(), log::toString);
    }

    private JsonNode course(String id) throws Exception {
        return http.get(ALL + "/" + id + "/course").json();
    }

    @Test
    void aTrainingStandsStillUntilItIsResumed() throws Exception {
        String id = ask("").get("id").asText();

        JsonNode paused = http.post(ALL + "/" + id + "/pause", new byte[0]).json();

        assertEquals("PAUSED", paused.get("status").asText(), paused::toString);
        assertTrue(paused.get("paused_by").isTextual(), paused::toString);
        JsonNode resumed = http.post(ALL + "/" + id + "/resume", new byte[0]).json();
        assertTrue(resumed.get("paused_by").isNull(), resumed::toString);
        http.post(ALL + "/" + id + "/cancel", new byte[0]);
        Answer events = http.get(ALL + "/" + id + "/events", "Accept", "text/event-stream");
        assertTrue(events.text().contains("CANCELLED"), events::text);
        List<String> told = journal.queries().events(Optional.of("training"), Optional.empty(), 50).entries().stream()
                .map(event -> event.value().details().toString())
                .filter(details -> details.contains(id))
                .toList();
        assertTrue(told.toString().contains("Paused by"), told::toString);
        assertTrue(told.toString().contains("Resumed by"), told::toString);
    }

    @Test
    void aTrainingForLightThatChangesSaysSo() throws Exception {
        JsonNode changing = ask(", \"light\": \"changing\"");
        JsonNode other = ask("");

        assertEquals("changing", changing.get("light").asText(), changing::toString);
        assertTrue(other.get("light").isNull(), other::toString);
        for (JsonNode each : List.of(changing, other)) {
            http.post(ALL + "/" + each.get("id").asText() + "/cancel", new byte[0]);
        }
    }

    @Test
    void whatCannotBeDoneIsAProblemThatSaysWhy() throws Exception {
        assertProblem(400, "dataset", http.postJson(ALL, "{}"));
        assertProblem(404, "absent", http.postJson(ALL, "{\"dataset\": \"absent\"}"));
        assertProblem(404, "snapshot", http.postJson(ALL, "{\"snapshot\": \"sha256:" + "0".repeat(64) + "\"}"));
        String begin = "{\"dataset\": \"" + name + "\", ";
        assertProblem(400, "large", http.postJson(ALL, begin + "\"profile\": \"large\"}"));
        assertProblem(
                400,
                "within the image",
                http.postJson(
                        ALL,
                        begin + "\"region_of_interest\":"
                                + " {\"left\": 0.5, \"top\": 0, \"right\": 1.5, \"bottom\": 1}}"));
        assertProblem(400, "all four", http.postJson(ALL, begin + "\"region_of_interest\": {\"left\": 0.5}}"));
        assertProblem(400, "no size of tiles", http.postJson(ALL, begin + "\"tile\": \"small\"}"));
        assertProblem(400, "neither a box", http.postJson(ALL, begin + "\"ignore\": [\"left\"]}"));
        assertProblem(
                400,
                "nobody sees",
                http.postJson(ALL, begin + "\"register\": \"15,0.2\", \"ignore\": [\"0.75,0,0.25,0.25\"]}"));
        assertProblem(400, "give steady or changing", http.postJson(ALL, begin + "\"light\": \"dim\"}"));
        assertProblem(
                400,
                "goes with the profile instant",
                http.postJson(ALL, begin + "\"profile\": \"edge\", \"light\": \"changing\"}"));
        assertProblem(400, "schedule", http.postJson(ALL, begin + "\"schedule\": \"later\"}"));
        assertProblem(400, "steps", http.postJson(ALL, begin + "\"budget\": {\"steps\": \"4,4\"}}"));
        assertProblem(400, "sha256:", http.postJson(ALL, begin + "\"profile\": \"edge\", \"from\": \"latest\"}"));
        assertProblem(404, "20260131-060000-123", http.get(ALL + "/20260131-060000-123"));
        assertProblem(404, "20260131-060000-123", http.get(ALL + "/20260131-060000-123/events"));
        assertProblem(400, "training", http.get(ALL + "/latest"));
    }

    private static void assertProblem(int status, String detail, Answer answer) throws Exception {
        assertEquals(status, answer.status(), answer::text);
        assertTrue(answer.json().get("detail").asText().contains(detail), answer::text);
    }
}

package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Pictures;
import dev.destseg.Served;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.Feedback;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.Numbered;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was judged over HTTP can be asked for afterwards. */
@QuarkusTest
@TestProfile(Served.class)
class JournalApiTest {
    private static final String PATH = "/api/v1/inspections";

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @Inject
    Journal journal;

    @TempDir
    Path folder;

    private Http http = new Http(URI.create("http://nowhere"));
    /** Of this test alone, whatever else the journal holds. */
    private final String part = UUID.randomUUID().toString();

    @BeforeEach
    void activate() {
        http = new Http(base);
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny")));
    }

    private JsonNode judge(int brightness) throws Exception {
        Answer answer = http.post(
                PATH + "?product=tiny&part=" + part, Pictures.png(brightness, 16), "Content-Type", "image/png");
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    @Test
    void anAnsweredInspectionIsInTheJournalUnderItsName() throws Exception {
        JsonNode judged = judge(255);

        Answer found = http.get(PATH + "/" + judged.get("id").asText());

        assertEquals(200, found.status(), found::text);
        assertEquals("DEFECT", found.json().get("verdict").asText());
        assertEquals(part, found.json().get("part").asText());
        assertEquals(judged.get("score"), found.json().get("score"));
        assertEquals(judged.get("regions"), found.json().get("regions"));
        assertEquals(judged.get("recipe"), found.json().get("recipe"));
        assertEquals(
                judged.get("timings_ms").get("network"),
                found.json().get("timings_ms").get("network"));
    }

    @Test
    void theImageComesBackAsItWasSentAndTheMapAtTheSizeOfTheNetworks() throws Exception {
        String id = judge(255).get("id").asText();

        Answer image = http.get(PATH + "/" + id + "/image");
        Answer map = http.get(PATH + "/" + id + "/map");

        assertArrayEquals(Pictures.png(255, 16), image.body());
        Image decoded = new ImageReader().read(map.body(), "map");
        assertEquals(TinyRecipe.SIZE, decoded.width());
    }

    @Test
    void pagesGoThroughEveryInspectionOnceTheNewestFirst() throws Exception {
        String first = judge(0).get("id").asText();
        String second = judge(255).get("id").asText();
        String third = judge(0).get("id").asText();

        JsonNode page = http.get(PATH + "?size=2&text=" + part).json();
        JsonNode rest = http.get(PATH + "?size=2&text=" + part + "&cursor="
                        + page.get("next").asText())
                .json();
        JsonNode defects = http.get(PATH + "?verdict=DEFECT&text=" + part).json();

        assertEquals(third, page.get("inspections").get(0).get("id").asText());
        assertEquals(second, page.get("inspections").get(1).get("id").asText());
        assertEquals(first, rest.get("inspections").get(0).get("id").asText());
        assertTrue(rest.get("next").isNull());
        assertEquals(1, defects.get("inspections").size());
    }

    @Test
    void feedbackIsKeptAndShown() throws Exception {
        String id = judge(255).get("id").asText();
        byte[] good = "{\"opinion\": \"GOOD\"}".getBytes(StandardCharsets.UTF_8);

        Answer said = http.post(PATH + "/" + id + "/feedback", good, "Content-Type", "application/json");

        assertEquals(200, said.status(), said::text);
        assertEquals("GOOD", http.get(PATH + "/" + id).json().get("opinion").asText());
        List<Numbered<Feedback>> kept = journal.queries().feedback(new EntryId(id));
        assertEquals("local", kept.get(0).value().who());
        byte[] marked = "{\"opinion\": \"DEFECTIVE\", \"regions\": [{\"x\": 1, \"y\": 2, \"width\": 3, \"height\": 4}]}"
                .getBytes(StandardCharsets.UTF_8);
        http.post(PATH + "/" + id + "/feedback", marked, "Content-Type", "application/json");
        JsonNode all = http.get(PATH + "/" + id + "/feedback").json();
        assertEquals(2, all.size(), all::toString);
        assertEquals("DEFECTIVE", all.at("/0/opinion").asText());
        assertEquals(4, all.at("/0/regions/0/height").asInt());
        assertEquals("GOOD", all.at("/1/opinion").asText());
    }

    @Test
    void everythingMeantIsExportedAsCsvAndAsJsonLines() throws Exception {
        judge(0);
        judge(255);

        String csv = http.get(PATH + "/export?text=" + part).text();
        String lines = http.get(PATH + "/export?format=jsonl&text=" + part).text();

        assertEquals(3, csv.lines().count(), csv);
        assertEquals(2, lines.lines().count(), lines);
    }

    @Test
    void aStationAndATimeOfImagesAreAskedFor() throws Exception {
        String about = PATH + "?product=tiny&part=" + part + "&station=" + part;
        byte[] image = Pictures.png(0, 16);
        Answer noon = http.post(about + "&captured=2026-03-01T12:00:00.0801Z", image, "Content-Type", "image/png");
        http.post(about, image, "Content-Type", "image/png");
        judge(0);

        assertEquals(200, noon.status(), noon::text);
        assertEquals("2026-03-01T12:00:00.080Z", noon.json().get("captured").asText());
        String found = PATH + "?station=" + part;
        assertEquals(2, http.get(found).json().get("inspections").size());
        JsonNode taken = http.get(found + "&captured_from=2026-03-01T12:00:00Z&captured_before=2026-03-01T12:00:01Z")
                .json()
                .get("inspections");
        assertEquals(1, taken.size(), taken::toString);
        assertEquals(noon.json().get("captured"), taken.get(0).get("captured"));
        String csv = http.get(PATH + "/export?station=" + part).text();
        assertEquals(3, csv.lines().count(), csv);
        assertTrue(csv.contains("2026-03-01T12:00:00.080Z"), csv);
        Answer bad = http.post(about + "&captured=noon", image, "Content-Type", "image/png");
        assertEquals(400, bad.status(), bad::text);
        assertTrue(bad.text().contains("noon"), bad::text);
    }

    @Test
    void whatIsNotThereOrCannotBeReadIsAProblemThatSaysWhy() throws Exception {
        Answer absent = http.get(PATH + "/0192f0c1-2b3c-7000-8000-0123456789ab");
        Answer path = http.get(PATH + "/..%2f..%2fetc");
        Answer time = http.get(PATH + "?from=yesterday");
        Answer cursor = http.get(PATH + "?cursor=abc");
        Answer verdict = http.get(PATH + "?verdict=FINE");
        Answer format = http.get(PATH + "/export?format=pdf");

        assertEquals(404, absent.status());
        assertTrue(path.status() == 400 || path.status() == 404, path::text);
        assertEquals(400, time.status());
        assertTrue(time.text().contains("yesterday"), time::text);
        assertEquals(400, cursor.status());
        assertEquals(400, verdict.status());
        assertEquals(400, format.status());
    }

    @Test
    void aSummaryCountsWhatTheFilterLetsThrough() throws Exception {
        judge(0);
        judge(255);
        judge(255);

        JsonNode summary = http.get(PATH + "/summary?period=3600&text=" + part).json();

        assertEquals("DEFECT", summary.get("counts").get(0).get("verdict").asText());
        assertEquals(2, summary.get("counts").get(0).get("inspections").asLong());
        assertEquals("OK", summary.get("counts").get(1).get("verdict").asText());
        long inTime = 0;
        for (JsonNode period : summary.get("timeline")) {
            inTime += period.get("inspections").asLong();
        }
        assertEquals(3, inTime);
        assertEquals(0, summary.get("scores").get(0).get("score").asDouble());
        assertEquals(1, summary.get("scores").get(1).get("score").asDouble(), 1e-9);
        assertEquals(2, summary.get("scores").get(1).get("inspections").asLong());
        assertEquals(400, http.get(PATH + "/summary?period=0").status());
    }

    @Test
    void aThumbnailIsAJpegOfTheSizeAskedForAndNeverLarger() throws Exception {
        String id = judge(255).get("id").asText();

        Answer small = http.get(PATH + "/" + id + "/thumbnail?size=16");
        Answer own = http.get(PATH + "/" + id + "/thumbnail?size=400");

        assertEquals("image/jpeg", small.header("Content-Type"));
        assertEquals(16, new ImageReader().read(small.body(), "thumbnail").width());
        assertEquals(16, new ImageReader().read(own.body(), "thumbnail").width());
        assertEquals(400, http.get(PATH + "/" + id + "/thumbnail?size=1").status());
        assertEquals(
                404,
                http.get(PATH + "/0192f0c1-2b3c-7000-8000-0123456789ab/thumbnail")
                        .status());
    }
}

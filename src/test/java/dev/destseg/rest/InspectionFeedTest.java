package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.Served;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.rest.InspectionFeed.EventView;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is judged is told to those who watch, and nobody who is slow holds anything up. */
@QuarkusTest
@TestProfile(Served.class)
class InspectionFeedTest {
    private static final int MANY = 1000;

    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @Inject
    InspectionService inspections;

    @Inject
    InspectionFeed feed;

    @TempDir
    Path folder;

    @BeforeEach
    void activate() {
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny")));
    }

    private CompletedInspection judge() throws Exception {
        return inspections
                .submit(new InspectionRequest(
                        Pictures.png(255, 16),
                        Optional.of("tiny"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .get();
    }

    @Test
    void anInspectionIsAnEventUnderItsName() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/v1/inspections/events"))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<Stream<String>> events =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = events.body()) {
            Iterator<String> told =
                    lines.filter(line -> line.startsWith("data:")).iterator();
            assertEquals(0, read(told.next()).get("inspections").size(), "The first tells that the connection stands");

            String id = new Http(base)
                    .post(
                            "/api/v1/inspections?product=tiny",
                            Pictures.png(255, 16),
                            "Content-Type",
                            "image/png")
                    .json()
                    .get("id")
                    .asText();

            JsonNode event = read(told.next());
            assertEquals(id, event.get("inspections").get(0).get("id").asText());
            assertEquals("DEFECT", event.get("inspections").get(0).get("verdict").asText());
            assertEquals(0, event.get("dropped").asLong());
        }
    }

    private static JsonNode read(String line) throws Exception {
        return new ObjectMapper().readTree(line.substring("data:".length()));
    }

    @Test
    void whatIsTooMuchForAWatcherIsDroppedAndCounted() throws Exception {
        CompletedInspection completed = judge();
        Iterator<EventView> events = feed.events().subscribe().asIterable().iterator();
        events.next();

        for (int i = 0; i < MANY; i++) {
            feed.judged(completed);
        }

        long received = 0;
        long dropped = 0;
        while (received + dropped < MANY) {
            EventView event = events.next();
            received += event.inspections().size();
            dropped = event.dropped();
        }
        assertEquals(MANY, received + dropped);
        assertTrue(dropped > 0);
        assertTrue(received < MANY / 2, received + " were kept for one watcher");
    }

    @Test
    void nothingIsKeptForThoseWhoHaveGone() throws Exception {
        CompletedInspection completed = judge();
        feed.events().select().first(1).collect().asList().await().atMost(Duration.ofSeconds(10));

        for (int i = 0; i < MANY; i++) {
            feed.judged(completed);
        }

        List<EventView> first =
                feed.events().select().first(1).collect().asList().await().atMost(Duration.ofSeconds(10));
        assertEquals(0, first.get(0).inspections().size());
        assertEquals(0, feed.watching());
    }
}

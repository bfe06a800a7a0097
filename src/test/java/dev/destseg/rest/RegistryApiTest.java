package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.cli.Ran;
import dev.destseg.recipe.Sha256;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A box that follows a real registry, over HTTP. */
@QuarkusTest
@TestProfile(FollowingRegistry.class)
@TestMethodOrder(OrderAnnotation.class)
class RegistryApiTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SNAPSHOTS = "/api/v1/registry/snapshots";

    @TestHTTPResource
    URI base;

    @BeforeAll
    static void requireRegistry() {
        FollowingRegistry.requireStarted();
    }

    @AfterAll
    static void stopRegistry() {
        FollowingRegistry.stop();
    }

    @Test
    @Order(1) // Before the box has heard of the channel.
    void takesWhatTheChannelNamesAndReportsIt() throws Exception {
        Http http = new Http(base);
        JsonNode before = http.get("/api/v1/registry").json();
        assertEquals("UNKNOWN", before.at("/channels/0/stage").asText(), before::toString);
        assertTrue(before.get("obstacle").isNull());
        Sha256 recipe = FollowingRegistry.plant().publish("1.0", 0.5);
        FollowingRegistry.plant().set(recipe, "1.0", 100, false);

        JsonNode after = http.post("/api/v1/registry/sync", new byte[0]).json();

        assertEquals("[]", after.get("problems").toString());
        JsonNode channel = after.at("/registry/channels/0");
        assertEquals(recipe.toString(), channel.get("judging").asText(), channel::toString);
        assertFalse(channel.get("is_new").asBoolean());
        assertEquals("WATCHED", channel.get("stage").asText());
        assertEquals("signed by plant", channel.get("verification").asText());
        assertEquals(
                recipe.toString(),
                http.get("/api/v1/products").json().at("/0/recipe").asText());

        JsonNode fleet = http.get("/api/v1/fleet").json();
        JsonNode station = fleet.at("/stations/0");
        assertEquals("press-4", station.get("station").asText(), fleet::toString);
        assertTrue(station.get("verified").asBoolean(), fleet::toString);
        assertEquals(recipe.toString(), station.at("/products/0/recipe").asText());
        assertTrue(station.at("/health/ready").isBoolean(), fleet::toString);
        assertTrue(station.at("/health/warnings").isArray(), fleet::toString);
        JsonNode pushed = http.postJson("/api/v1/registry/candidates", "{\"recipe\": \"" + recipe + "\"}")
                .json();
        String reference = pushed.get("reference").asText();
        assertTrue(reference.contains("candidates/press-4:press-4-"), pushed::toString);
        assertEquals(recipe, FollowingRegistry.digest(reference));

        JsonNode health = http.get("/q/health/group/wellness").json();
        assertTrue(health.toString().contains("it judges, and is watched"), health::toString);
    }

    @Test
    void whatJudgesAndWasRevokedIsSaidEverywhereAndTheLineGoesOn() throws Exception {
        Http http = new Http(base);
        Sha256 recipe = FollowingRegistry.plant().publish("1.1", 0.55);
        FollowingRegistry.plant().set(recipe, "1.1", 100, true);
        http.post("/api/v1/registry/sync", new byte[0]);
        FollowingRegistry.plant().revoke(List.of(), List.of(recipe));
        try {
            http.post("/api/v1/registry/sync", new byte[0]);

            JsonNode product = http.get("/api/v1/products").json().at("/0");
            assertEquals(recipe.toString(), product.get("recipe").asText(), product::toString);
            String sentence =
                    "The policy lists the recipe " + recipe + " as revoked; it goes on judging until another one does";
            assertEquals(sentence, product.get("problem").asText());
            JsonNode channel = http.get("/api/v1/registry").json().at("/channels/0");
            assertEquals("REFUSED", channel.get("stage").asText(), channel::toString);
            Http.Answer wellness = http.get("/q/health/group/wellness");
            assertEquals(503, wellness.status());
            assertTrue(wellness.text().contains(sentence), wellness::text);
            JsonNode event = http.get("/api/v1/events?kind=revocation").json().at("/events/0");
            assertEquals(recipe.toString(), event.at("/details/recipe").asText(), event::toString);
            JsonNode judged = http.post(
                            "/api/v1/inspections?product=tiny", Pictures.png(200, 16), "Content-Type", "image/png")
                    .json();
            assertEquals(recipe.toString(), judged.at("/recipe/digest").asText(), judged::toString);
            Http.Answer again = http.postJson("/api/v1/products/other/activation", "{\"recipe\": \"" + recipe + "\"}");
            assertEquals(409, again.status(), again::text);
            assertTrue(again.text().contains("so it is not to judge"), again::text);
        } finally {
            FollowingRegistry.plant().revoke(List.of(), List.of());
            http.post("/api/v1/registry/sync", new byte[0]);
        }
        assertTrue(http.get("/api/v1/products").json().at("/0/problem").isNull());
    }

    @Test
    void sendsTheImagesOfADatasetSignedByTheBox() throws Exception {
        Http http = new Http(base);
        http.postJson("/api/v1/datasets", "{\"name\": \"sent\"}");
        http.post("/api/v1/datasets/sent/images?label=good", Pictures.png(7, 16), "Content-Type", "image/png");

        JsonNode sent = http.postJson(SNAPSHOTS, "{\"dataset\": \"sent\"}").json();

        String reference = sent.get("reference").asText();
        String snapshot = sent.get("snapshot").asText();
        assertTrue(reference.endsWith("snapshots/press-4:press-4-" + snapshot.substring(7, 19)), sent::toString);
        assertEquals(1, sent.get("sent_files").asInt(), sent::toString);
        assertEquals(
                sent.get("artifact").asText(),
                FollowingRegistry.digest(reference).toString());
        assertEquals(List.of("press-4"), FollowingRegistry.signers(reference));
        JsonNode again =
                http.postJson(SNAPSHOTS, "{\"snapshot\": \"" + snapshot + "\"}").json();
        assertEquals(0, again.get("sent_files").asInt(), again::toString);
        assertEquals(1, again.get("known_files").asInt(), again::toString);
        Ran pushed = Ran.destseg("snapshot", "push", "sent", "--url", base.toString());
        assertEquals(0, pushed.exitCode(), pushed::notes);
        assertEquals(reference, pushed.output());
        assertTrue(pushed.notes().contains("1 images: 0 files sent (0 bytes), 1 were there"), pushed::notes);
        JsonNode events = http.get("/api/v1/events").json();
        assertTrue(events.toString().contains("sent to the registry"), events::toString);
    }

    @Test
    void howFarImagesHaveComeIsShownWhileTheyAreSent() throws Exception {
        Http http = new Http(base);
        http.postJson("/api/v1/datasets", "{\"name\": \"slow\"}");
        http.post("/api/v1/datasets/slow/images?label=good", Pictures.png(9, 16), "Content-Type", "image/png");
        assertEquals(
                "{\"allowed\":true,\"under_way\":null}", http.get(SNAPSHOTS).text());
        StringWriter notes = new StringWriter();
        ExecutorService other = Executors.newSingleThreadExecutor();
        FollowingRegistry.registry().pause();
        try {
            Future<Ran> pushed =
                    other.submit(() -> Ran.noting(notes, "snapshot", "push", "slow", "--url", base.toString()));
            assertTimeoutPreemptively(PATIENCE, () -> {
                while (!notes.toString().contains("Sending: 0 % after")) {
                    Thread.sleep(20);
                }
            });
            JsonNode underWay = http.get(SNAPSHOTS).json().get("under_way");
            assertEquals("slow", underWay.get("dataset").asText(), underWay::toString);
            assertEquals(0, underWay.get("files").asInt(), underWay::toString);
            assertEquals(1, underWay.get("all_files").asInt(), underWay::toString);
            assertTrue(underWay.get("all_bytes").asLong() > 0, underWay::toString);
            FollowingRegistry.registry().resume();
            assertEquals(0, pushed.get().exitCode(), notes::toString);
        } finally {
            FollowingRegistry.registry().resume();
            other.shutdownNow();
        }
        assertTrue(notes.toString().contains("0 of 1 files"), notes::toString);
        assertTrue(http.get(SNAPSHOTS).json().get("under_way").isNull());
    }

    @Test
    void saysWhichImagesItCannotSend() throws Exception {
        Http http = new Http(base);
        assertEquals(400, http.postJson(SNAPSHOTS, "").status());
        assertEquals(400, http.postJson(SNAPSHOTS, "{}").status());
        assertEquals(400, http.postJson(SNAPSHOTS, "{\"snapshot\": \"latest\"}").status());
        assertEquals(404, http.postJson(SNAPSHOTS, "{\"dataset\": \"absent\"}").status());
        Http.Answer absent = http.postJson(SNAPSHOTS, "{\"snapshot\": \"sha256:" + "0".repeat(64) + "\"}");
        assertEquals(404, absent.status(), absent::text);
        assertTrue(absent.text().contains("There is no snapshot"), absent::text);
    }
}

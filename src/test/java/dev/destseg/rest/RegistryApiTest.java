package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.recipe.Sha256;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A box that follows a real registry, over HTTP. */
@QuarkusTest
@TestProfile(FollowingRegistry.class)
class RegistryApiTest {
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
        JsonNode pushed = http.postJson("/api/v1/registry/candidates", "{\"recipe\": \"" + recipe + "\"}")
                .json();
        String reference = pushed.get("reference").asText();
        assertTrue(reference.contains("candidates/press-4:press-4-"), pushed::toString);
        assertEquals(recipe, FollowingRegistry.digest(reference));

        JsonNode health = http.get("/q/health/group/wellness").json();
        assertTrue(health.toString().contains("it judges, and is watched"), health::toString);
    }
}

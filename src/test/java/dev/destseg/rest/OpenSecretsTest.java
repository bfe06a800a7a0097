package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** A secret that others may read is not used; that is told where it matters, and everything else goes on. */
@QuarkusTest
@TestProfile(OpenSecrets.class)
class OpenSecretsTest {
    @TestHTTPResource
    URI base;

    @Test
    void itIsToldWhereItMattersAndTheRestGoesOn() throws Exception {
        Http http = new Http(base);
        JsonNode registry = http.get("/api/v1/registry").json();
        assertTrue(registry.path("obstacle").asText().contains("do 'chmod 600"), registry::toString);
        String health = http.get("/q/health/group/wellness").text();
        assertTrue(health.contains("do 'chmod 600"), health);
        Http.Answer pushed =
                http.postJson("/api/v1/registry/candidates", "{\"recipe\": \"sha256:" + "0".repeat(64) + "\"}");
        assertEquals(400, pushed.status(), pushed::text);
        assertTrue(pushed.text().contains("do 'chmod 600"), pushed::text);
        assertEquals(200, http.get("/api/v1/products").status());
    }
}

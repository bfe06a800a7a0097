package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Guarded;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.access.Role;
import dev.destseg.access.TokenStore;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the appliance says of itself, and the tokens by which it knows people. */
@QuarkusTest
@TestProfile(Guarded.class)
class ApplianceApiTest {
    private static final String TOKENS = "/api/v1/tokens";

    @TestHTTPResource
    URI base;

    @Inject
    TokenStore store;

    private Http http = new Http(URI.create("http://nowhere"));
    private String[] admin = {};

    @BeforeEach
    void makeAnAdmin() {
        http = new Http(base);
        admin = authorized(store.create(Role.ADMIN, Optional.empty(), Optional.empty(), Instant.now())
                .secret()
                .text());
    }

    private static String[] authorized(String secret) {
        return new String[] {"Authorization", "Bearer " + secret};
    }

    private Answer make(String form) throws Exception {
        return http.post(
                TOKENS, form.getBytes(StandardCharsets.UTF_8), admin[0], admin[1], "Content-Type", "application/json");
    }

    @Test
    void aTokenIsMadeIsWorthWhatItsRoleIsAndIsRevoked() throws Exception {
        JsonNode made = make("{\"role\": \"operator\", \"days\": 30}").json();
        String name = made.get("token").get("name").asText();
        String[] operator = authorized(made.get("secret").asText());

        JsonNode who = http.get("/api/v1/identity", operator).json();
        assertEquals(name, who.get("name").asText());
        assertEquals("operator", who.get("role").asText());
        assertFalse(who.get("open").asBoolean());
        assertFalse(made.get("token").get("expires").isNull());
        String listed = http.get(TOKENS, admin).text();
        assertTrue(listed.contains(name), listed);
        assertFalse(listed.contains(made.get("secret").asText()), "A secret is shown once");

        assertEquals(204, http.send("DELETE", TOKENS + "/" + name, admin).status());
        assertEquals(401, http.get("/api/v1/identity", operator).status());
    }

    @Test
    void aTokenThatCannotBeMadeIsAProblemThatSaysWhy() throws Exception {
        assertTrue(make("{}").text().contains("role"));
        Answer role = make("{\"role\": \"chief\"}");
        Answer days = make("{\"role\": \"viewer\", \"days\": 0}");

        assertEquals(400, role.status());
        assertTrue(role.text().contains("chief"), role::text);
        assertEquals(400, days.status());
        assertEquals(400, http.send("DELETE", TOKENS + "/absent", admin).status());
    }

    @Test
    void theConfigurationInForceNamesWhereItComesFromAndHidesSecrets() throws Exception {
        JsonNode settings = http.get("/api/v1/configuration", admin).json();

        JsonNode queue = find(settings, "destseg.inspection.queue");
        assertEquals("2", queue.get("value").asText());
        assertFalse(queue.get("source").asText().isBlank());
        settings.forEach(each -> {
            if (each.get("key").asText().contains("password")) {
                assertEquals("*****", each.get("value").asText());
            }
        });
    }

    private static JsonNode find(JsonNode settings, String key) {
        for (JsonNode each : settings) {
            if (each.get("key").asText().equals(key)) {
                return each;
            }
        }
        throw new AssertionError("There is no " + key + " in " + settings);
    }

    @Test
    void versionsAreTold() throws Exception {
        JsonNode about = http.get("/api/v1/about", admin).json();

        assertFalse(about.get("version").asText().isBlank());
        assertTrue(about.get("processors").asInt() > 0);
    }

    @Test
    void whatRunsTheNetworksIsTold() throws Exception {
        JsonNode engines = http.get("/api/v1/engines", admin).json();

        assertEquals("auto", engines.get("device").asText());
        assertEquals("onnxruntime-cpu", engines.get("loads_on").asText());
        assertTrue(engines.get("takeovers").isArray(), engines::toString);
    }

    @Test
    void thePageIsForEverybodyAndItsDataAreNot() throws Exception {
        assertEquals(200, http.get("/").status());
        assertEquals(200, http.get("/static/icon.svg").status());
        assertEquals(401, http.get("/api/v1/inspections/summary").status());
    }

    @Test
    void whatChangedCanBeReadWithWhoChangedIt() throws Exception {
        Answer made = make("{\"role\": \"viewer\", \"name\": \"screen\"}");
        assertEquals(201, made.status(), made::text);
        Answer page = http.get("/api/v1/events?kind=token-created&size=1", admin);
        JsonNode change = page.json().path("events").path(0);
        assertEquals("screen", change.at("/details/token").asText(), page::text);
        assertEquals("viewer", change.at("/details/role").asText(), page::text);
        assertTrue(change.path("who").asText().startsWith("admin-"), page::text);
        assertFalse(page.text().contains(made.json().path("secret").asText()));
        assertEquals(400, http.get("/api/v1/events?kind=No%20Kind", admin).status());
        assertEquals(400, http.get("/api/v1/events?size=0", admin).status());
    }
}

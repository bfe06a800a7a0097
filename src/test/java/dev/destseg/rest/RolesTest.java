package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Which role each endpoint takes. A new endpoint is a new line of the table. */
@QuarkusTest
@TestProfile(Guarded.class)
class RolesTest {
    /** Method, path as the OpenAPI document has it, role. */
    private static final Map<String, Role> ROLES = table(
            """
            GET    /api/v1/inspections               viewer
            POST   /api/v1/inspections               operator
            GET    /api/v1/inspections/export        viewer
            GET    /api/v1/inspections/{id}          viewer
            GET    /api/v1/inspections/{id}/image    viewer
            GET    /api/v1/inspections/{id}/map      viewer
            POST   /api/v1/inspections/{id}/feedback operator
            GET    /api/v1/inspections/{id}/feedback viewer
            GET    /api/v1/inspections/{id}/thumbnail viewer
            GET    /api/v1/inspections/summary       viewer
            GET    /api/v1/inspections/events        viewer
            GET    /api/v1/identity                  viewer
            GET    /api/v1/about                     viewer
            GET    /api/v1/engines                   viewer
            GET    /api/v1/configuration             engineer
            GET    /api/v1/events                    engineer
            GET    /api/v1/tokens                    admin
            POST   /api/v1/tokens                    admin
            DELETE /api/v1/tokens/{name}             admin
            POST   /api/v1/recipes/{digest}/threshold engineer
            POST   /api/v1/compositions              engineer
            GET    /api/v1/datasets/{name}/images/{digest}/thumbnail viewer
            GET    /api/v1/products                  viewer
            POST   /api/v1/products/{product}/activation engineer
            POST   /api/v1/products/{product}/rollback engineer
            DELETE /api/v1/products/{product}        engineer
            PUT    /api/v1/products/{product}/candidate engineer
            GET    /api/v1/products/{product}/candidate viewer
            DELETE /api/v1/products/{product}/candidate engineer
            GET    /api/v1/products/{product}/candidate/disagreements viewer
            POST   /api/v1/products/{product}/candidate/promotion engineer
            GET    /api/v1/recipes                   viewer
            POST   /api/v1/recipes                   engineer
            GET    /api/v1/recipes/{digest}          viewer
            DELETE /api/v1/recipes/{digest}          engineer
            GET    /api/v1/recipes/{digest}/archive  viewer
            GET    /api/v1/recipes/{digest}/golden/{number} viewer
            GET    /api/v1/recipes/{digest}/rehearsal engineer
            GET    /api/v1/drift                     viewer
            GET    /api/v1/registry                  viewer
            POST   /api/v1/registry/sync             engineer
            POST   /api/v1/registry/candidates       engineer
            GET    /api/v1/registry/snapshots        viewer
            POST   /api/v1/registry/snapshots        engineer
            GET    /api/v1/fleet                     viewer
            GET    /api/v1/outputs                   viewer
            GET    /api/v1/groups                    viewer
            GET    /api/v1/folders                   viewer
            GET    /api/v1/gpio                      viewer
            GET    /api/v1/outputs/{name}/refused    viewer
            POST   /api/v1/outputs/{name}/refused    engineer
            DELETE /api/v1/outputs/{name}/refused    engineer
            DELETE /api/v1/outputs/{name}/refused/{inspection} engineer
            GET    /api/v1/stations                  viewer
            GET    /api/v1/stations/{name}/picture   viewer
            POST   /api/v1/stations/{name}/empty-place engineer
            POST   /api/v1/stations/{name}/triggers  operator
            GET    /api/v1/datasets                  viewer
            POST   /api/v1/datasets                  engineer
            GET    /api/v1/datasets/{name}           viewer
            DELETE /api/v1/datasets/{name}           engineer
            GET    /api/v1/datasets/{name}/images    viewer
            POST   /api/v1/datasets/{name}/images    engineer
            GET    /api/v1/datasets/{name}/images/{digest} viewer
            DELETE /api/v1/datasets/{name}/images/{digest} engineer
            POST   /api/v1/datasets/{name}/journal   engineer
            POST   /api/v1/datasets/{name}/folder    engineer
            GET    /api/v1/datasets/{name}/snapshots viewer
            POST   /api/v1/datasets/{name}/snapshots engineer
            GET    /api/v1/trainings                 viewer
            POST   /api/v1/trainings                 engineer
            GET    /api/v1/trainings/{id}            viewer
            POST   /api/v1/trainings/{id}/cancel     engineer
            POST   /api/v1/trainings/{id}/keep       engineer
            POST   /api/v1/trainings/{id}/pause      engineer
            POST   /api/v1/trainings/{id}/resume     engineer
            GET    /api/v1/trainings/{id}/events     viewer
            GET    /api/v1/trainings/{id}/course     viewer
            GET    /api/v1/trainings/{id}/log        viewer
            GET    /api/v1/trainings/{id}/previews/{number} viewer
            """);

    /** What is not in the document. */
    private static final Map<String, Role> OTHERS =
            table("""
            GET /q/metrics viewer
            GET /nowhere   viewer
            """);

    private static final Set<String> FOR_EVERYBODY = Set.of(
            "/q/health",
            "/q/health/live",
            "/q/health/ready",
            "/q/health/started",
            "/q/health/group/wellness",
            "/api/openapi",
            "/",
            "/index.html");

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace", "query");

    @TestHTTPResource
    URI base;

    @ConfigProperty(name = "destseg.data-directory")
    Path dataDirectory;

    private final Map<Role, String> secrets = new EnumMap<>(Role.class);

    @BeforeEach
    void makeATokenOfEachRole() {
        TokenStore store = new TokenStore(dataDirectory);
        for (Role role : Role.values()) {
            secrets.put(
                    role,
                    store.create(role, Optional.empty(), Optional.empty(), Instant.now())
                            .secret()
                            .text());
        }
    }

    @Test
    void theTableNamesEveryEndpoint() throws Exception {
        Set<String> documented = new TreeSet<>();
        JsonNode paths = new Http(base).get("/api/openapi?format=json").json().get("paths");
        paths.properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
            if (METHODS.contains(method)) {
                documented.add(method.toUpperCase() + " " + path.getKey());
            }
        }));

        assertEquals(new TreeSet<>(ROLES.keySet()), documented);
    }

    @Test
    void anEndpointIsOpenToItsRoleAndThoseAboveAndToNobodyElse() {
        assertAll(ROLES.entrySet().stream().flatMap(line -> checks(line.getKey(), line.getValue())));
        assertAll(OTHERS.entrySet().stream().flatMap(line -> checks(line.getKey(), line.getValue())));
    }

    private Stream<Executable> checks(String endpoint, Role least) {
        Executable unknown = () -> {
            assertRefused(401, endpoint, send(endpoint));
            assertRefused(401, endpoint, send(endpoint, "Authorization", "Bearer destseg_guessed"));
            assertRefused(401, endpoint, send(endpoint, "Authorization", "Basic YWRtaW46YWRtaW4="));
        };
        return Stream.concat(Stream.of(unknown), Arrays.stream(Role.values()).map(role -> () -> {
            String[] token = {"Authorization", "Bearer " + secrets.get(role)};
            if (role.includes(least)) {
                int status = new Http(base).status(method(endpoint), path(endpoint), token);
                assertNotEquals(401, status, endpoint);
                assertNotEquals(403, status, endpoint);
            } else {
                assertRefused(403, endpoint, send(endpoint, token));
            }
        }));
    }

    @Test
    void probesOfHealthAndTheDescriptionOfTheInterfaceAreForEverybody() throws Exception {
        for (String path : FOR_EVERYBODY) {
            int status = new Http(base).get(path).status();
            assertTrue(status == 200 || status == 503, path + " answered " + status);
        }
    }

    @Test
    void aRevokedTokenIsWorthNothingFromTheNextRequestOnAndLeavesNothingOpen() throws Exception {
        TokenStore store = new TokenStore(dataDirectory);
        Http http = new Http(base);
        String[] viewer = {"Authorization", "bearer  " + secrets.get(Role.VIEWER)};
        assertEquals(200, http.get("/api/v1/products", viewer).status());

        store.list().forEach(token -> store.revoke(token.name()));

        assertEquals(401, http.get("/api/v1/products", viewer).status());
        assertEquals(401, http.get("/api/v1/products").status());
    }

    private static void assertRefused(int status, String endpoint, Answer answer) throws Exception {
        assertEquals(status, answer.status(), endpoint);
        assertEquals("application/problem+json", answer.header("Content-Type").split(";")[0], endpoint);
        assertFalse(answer.json().get("detail").asText().isBlank(), endpoint);
        assertEquals(status == 401 ? "Bearer" : "", answer.header("WWW-Authenticate"), endpoint);
    }

    private Answer send(String endpoint, String... headers) throws Exception {
        return new Http(base).send(method(endpoint), path(endpoint), headers);
    }

    private static String method(String endpoint) {
        return endpoint.split(" ")[0];
    }

    private static String path(String endpoint) {
        return endpoint.split(" ")[1].replaceAll("\\{[^}]*}", "unknown");
    }

    private static Map<String, Role> table(String lines) {
        Map<String, Role> table = new TreeMap<>();
        lines.lines()
                .map(line -> line.trim().split(" +"))
                .forEach(words -> table.put(words[0] + " " + words[1], Role.of(words[2])));
        return table;
    }
}

package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.access.Role;
import dev.destseg.access.TokenStore;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts of an identity provider, beside tokens. */
@QuarkusTest
@TestProfile(KnownAccounts.class)
class AccountTest {
    @TestHTTPResource
    URI base;

    @ConfigProperty(name = "test.accounts.key")
    String encodedKey;

    @ConfigProperty(name = "destseg.data-directory")
    Path dataDirectory;

    private PrivateKey key;

    @BeforeEach
    void readTheProvidersKey() throws Exception {
        key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encodedKey)));
    }

    private Answer get(String path, String issued) throws Exception {
        return new Http(base).get(path, "Authorization", "Bearer " + issued);
    }

    private JsonNode identity(String issued) throws Exception {
        Answer answer = get("/api/v1/identity", issued);
        assertEquals(200, answer.status(), answer::text);
        return answer.json();
    }

    @Test
    void anAccountHasItsRoleAndAllBelowIt() throws Exception {
        String engineer = KnownAccounts.issued(key, Instant.now(), "ada", "engineer", "staff");

        assertEquals("ada", identity(engineer).get("name").asText());
        assertEquals("engineer", identity(engineer).get("role").asText());
        assertEquals(200, get("/api/v1/events", engineer).status());
        assertEquals(403, get("/api/v1/tokens", engineer).status());
    }

    @Test
    void aProvidersOwnNameOfARoleCanBeMapped() throws Exception {
        String mapped = KnownAccounts.issued(key, Instant.now(), "grace", "plant-quality");

        assertEquals("engineer", identity(mapped).get("role").asText());
        assertEquals(200, get("/api/v1/events", mapped).status());
    }

    @Test
    void anAccountWithoutARoleOfOursMayNothing() throws Exception {
        Answer refusal = get("/api/v1/products", KnownAccounts.issued(key, Instant.now(), "eve", "staff"));

        assertEquals(403, refusal.status());
        assertTrue(refusal.json().get("detail").asText().contains("role"), refusal::text);
    }

    @Test
    void whatIsExpiredOrSignedByAnotherOrUnsignedIsWorthNothing() throws Exception {
        String expired = KnownAccounts.issued(key, Instant.now().minus(Duration.ofHours(1)), "ada", "admin");
        String foreign = KnownAccounts.issued(KnownAccounts.pair().getPrivate(), Instant.now(), "ada", "admin");
        String claims = KnownAccounts.issued(key, Instant.now(), "ada", "admin").split("\\.")[1];
        String unsigned = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + "." + claims + ".";

        for (String worthless : new String[] {expired, foreign, unsigned, "guessed"}) {
            assertEquals(401, get("/api/v1/products", worthless).status(), worthless);
        }
    }

    @Test
    void nothingIsOpenOnLoopbackEither() throws Exception {
        Answer refusal = new Http(base).get("/api/v1/products");

        assertEquals(401, refusal.status());
        assertEquals("/sign-in", refusal.json().get("signIn").asText());
    }

    @Test
    void tokensGoOnToWork() throws Exception {
        String token = new TokenStore(dataDirectory)
                .create(Role.OPERATOR, Optional.of("press-2"), Optional.empty(), Instant.now())
                .secret()
                .text();

        assertEquals("press-2", identity(token).get("name").asText());
        assertEquals(401, get("/api/v1/products", "destseg_guessed").status());
    }

    @Test
    void whoChangedSomethingIsInTheJournalByTheAccountsName() throws Exception {
        String engineer = KnownAccounts.issued(key, Instant.now(), "ada", "engineer");
        Answer created = new Http(base)
                .post(
                        "/api/v1/datasets",
                        "{\"name\":\"flange\"}".getBytes(StandardCharsets.UTF_8),
                        "Authorization",
                        "Bearer " + engineer,
                        "Content-Type",
                        "application/json");
        assertEquals(201, created.status(), created::text);

        assertTrue(get("/api/v1/events", engineer).text().contains("\"ada\""));
    }
}

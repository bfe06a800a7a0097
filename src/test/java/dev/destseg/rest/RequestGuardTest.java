package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Http;
import dev.destseg.Pictures;
import dev.destseg.Served;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is refused before anything else looks at it. */
@QuarkusTest
@TestProfile(Served.class)
class RequestGuardTest {
    @TestHTTPResource
    URI base;

    @Test
    void answersUnderItsOwnNamesOnly() throws Exception {
        assertTrue(get("127.0.0.1").startsWith("HTTP/1.1 200"));
        assertTrue(get("localhost:8080").startsWith("HTTP/1.1 200"));
        String refusal = get("evil.example");
        assertTrue(refusal.startsWith("HTTP/1.1 403"), refusal);
        assertTrue(refusal.contains("application/problem+json"), refusal);
        assertTrue(refusal.contains("evil.example"), refusal);
    }

    @Test
    void refusesWhatPagesOfOtherSitesSend() throws Exception {
        Http http = new Http(base);
        assertEquals(
                403,
                http.get("/api/v1/products", "Origin", "http://evil.example").status());
        assertEquals(403, http.get("/api/v1/products", "Origin", "null").status());
        assertEquals(
                403,
                http.get("/api/v1/products", "Sec-Fetch-Site", "cross-site").status());
        assertEquals(403, http.get("/q/health", "Sec-Fetch-Site", "same-site").status());
        assertEquals(
                200,
                http.get("/api/v1/products", "Sec-Fetch-Site", "same-origin").status());
        String itself = base.getScheme() + "://" + base.getAuthority();
        assertEquals(200, http.get("/api/v1/products", "Origin", itself).status());
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        String head = "POST /api/v1/inspections HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\n"
                + "Content-Length: " + (Served.MOST_BYTES + 1) + "\r\n\r\n";
        String refusal = exchange(head);
        assertTrue(refusal.startsWith("HTTP/1.1 413"), refusal);
        assertTrue(refusal.contains("application/problem+json"), refusal);
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() throws Exception {
        byte[] png = Arrays.copyOf(Pictures.png(9, 16), Served.MOST_BYTES + 1);
        Http.Answer refusal = new Http(base).postChunked("/api/v1/inspections", png, "Content-Type", "image/png");
        assertEquals(413, refusal.status(), refusal::text);
        Http.Answer recipe = new Http(base).postChunked("/api/v1/recipes", png, "Content-Type", "application/zip");
        assertEquals(400, recipe.status(), recipe::text);
    }

    private String get(String host) throws IOException {
        return exchange("GET /api/v1/products HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

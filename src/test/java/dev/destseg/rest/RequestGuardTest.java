package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Pictures;
import dev.destseg.Served;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.TinyRecipe;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything else looks at it. */
@QuarkusTest
@TestProfile(Served.class)
class RequestGuardTest {
    @TestHTTPResource
    URI base;

    @Inject
    ActiveRecipes recipes;

    @TempDir
    Path folder;

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
    void aLinkOfAnotherSiteMayOpenTheConsoleAndNothingElse() throws Exception {
        String[] link = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"};
        String[] frame = {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"};
        Http http = new Http(base);

        assertEquals(200, http.get("/", link).status());
        assertEquals(403, http.get("/", frame).status());
        assertEquals(403, http.get("/api/v1/products", link).status());
        assertEquals(403, http.send("POST", "/", link).status());
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
        assertTrue(refusal.text().contains("destseg.http.max-body"), refusal::text);
        byte[] larger = Arrays.copyOf(png, 2 * Served.MOST_BYTES);
        Http.Answer streamed = new Http(base).postChunked("/api/v1/inspections", larger, "Content-Type", "image/png");
        assertEquals(413, streamed.status(), streamed::text);
        assertTrue(streamed.text().contains("destseg.http.max-body"), streamed::text);
        Http.Answer recipe = new Http(base).postChunked("/api/v1/recipes", png, "Content-Type", "application/zip");
        assertEquals(400, recipe.status(), recipe::text);
    }

    @Test
    void refusesAFormThatTurnsOutTooLarge() throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(Arrays.copyOf(Pictures.png(9, 16), 8 * Served.MOST_BYTES));
        form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));

        Http.Answer refusal = new Http(base)
                .postChunked(
                        "/api/v1/inspections", form.toByteArray(), "Content-Type", "multipart/form-data; boundary=b");

        // The framework ends the answer itself while it takes the form apart; there are no words.
        assertEquals(413, refusal.status(), refusal::text);
    }

    @Test
    void anAddressIsNoNameThatCouldLeadElsewhere() throws Exception {
        assertTrue(get("192.0.2.7:8080").startsWith("HTTP/1.1 200"));
        assertTrue(get("[::1]:8080").startsWith("HTTP/1.1 200"));
        assertTrue(get("127.0.0.1.evil.example").startsWith("HTTP/1.1 403"));
    }

    @Test
    void doesNotDecodeAnImageOfManyPixelsInFewBytes() throws Exception {
        byte[] bomb = Pictures.png(0, 16);
        ByteBuffer header = ByteBuffer.wrap(bomb);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 checksum = new CRC32();
        checksum.update(bomb, 12, 17);
        header.putInt(29, (int) checksum.getValue());
        recipes.activate("tiny", TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny")));

        Answer answer = new Http(base).post("/api/v1/inspections?product=tiny", bomb, "Content-Type", "image/png");

        assertEquals("CANNOT_JUDGE", answer.json().path("verdict").asText(), answer::text);
        assertTrue(answer.json().get("reason").asText().contains("60000"), answer::text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%2f..%2f..%2fetc%2fpasswd",
                "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "..%252f..%252fetc%252fpasswd",
                "..%5c..%5cetc%5cpasswd",
                "....%2f%2fetc%2fpasswd",
                "%00",
                "%2fetc%2fpasswd"
            })
    void namesAreNotPaths(String name) throws Exception {
        for (String rest : List.of("", "/image", "/map")) {
            Answer answer = new Http(base).get("/api/v1/inspections/" + name + rest);
            assertTrue(answer.status() == 400 || answer.status() == 404, answer::text);
        }
        int product = new Http(base)
                .post("/api/v1/inspections?product=" + name, Pictures.png(1, 16), "Content-Type", "image/png")
                .status();
        assertTrue(product == 400 || product == 404, "A product was answered with " + product);
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

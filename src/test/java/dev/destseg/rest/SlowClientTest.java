package dev.destseg.rest;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that begin a request and then stop hold no connection for ever. */
@QuarkusTest
@TestProfile(Impatient.class)
class SlowClientTest {
    private static final int LIMIT = 60_000;

    @TestHTTPResource
    URI base;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "POST /api/v1/insp",
                "POST /api/v1/inspections HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length:"
                        + " 1000\r\n\r\nhalf",
                "POST /api/v1/inspections HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nTransfer-Encoding:"
                        + " chunked\r\n\r\n4\r\nhalf\r\n"
            })
    void theServerHangsUp(String begun) throws Exception {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(LIMIT);
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            // Ends when the server closes the connection; a read that takes longer than the limit throws.
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertFalse(answer.startsWith("HTTP/1.1 200"), answer);
        }
    }
}

package dev.destseg.line.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.line.output.ReceivingServer;
import dev.destseg.line.output.ReceivingServer.Request;
import dev.destseg.line.output.VerdictRefusedException;
import dev.destseg.line.output.Verdicts;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String MESSAGE = "{\"verdict\":\"DEFECT\",\"part_number\":\"Gehäuse 7\"}";

    @TempDir
    private Path folder;

    private ReceivingServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ReceivingServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Webhook webhook(Optional<WebhookSecret> secret, Optional<String> credentials, Duration patience) {
        return new Webhook(server.url(), secret, credentials, Optional.empty(), patience);
    }

    private static void tell(Webhook webhook) throws IOException, InterruptedException {
        webhook.connect();
        webhook.deliver(Verdicts.of(Optional.of("press"), MESSAGE));
    }

    private String refusal(Duration patience) {
        return assertThrows(IOException.class, () -> tell(webhook(Optional.empty(), Optional.empty(), patience)))
                .getMessage();
    }

    @Test
    void sendsTheMessageUnderTheNameOfItsInspection() throws Exception {
        tell(webhook(Optional.empty(), Optional.of("box:guess me"), PATIENCE));

        Request request = server.taken().get(0);
        assertEquals(MESSAGE, request.body());
        assertEquals("application/json", request.headers().getFirst("Content-Type"));
        assertEquals(Verdicts.ID.text(), request.headers().getFirst("webhook-id"));
        assertEquals("Basic Ym94Omd1ZXNzIG1l", request.headers().getFirst("Authorization"));
        assertEquals(null, request.headers().getFirst("webhook-signature"));
    }

    /** As a receiver does it that has read the specification of Standard Webhooks. */
    @Test
    void signsWhatItSends() throws Exception {
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        Path file = secret("whsec_" + Base64.getEncoder().encodeToString(key) + "\n");
        tell(webhook(Optional.of(WebhookSecret.read(file)), Optional.empty(), PATIENCE));

        Request request = server.taken().get(0);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = request.headers().getFirst("webhook-id") + "."
                + request.headers().getFirst("webhook-timestamp") + "." + request.body();
        String expected = Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        assertEquals("v1," + expected, request.headers().getFirst("webhook-signature"));
    }

    /** The example that the specification's own libraries are tested with. */
    @Test
    void signsTheKnownExampleAsOthersDo() throws Exception {
        WebhookSecret secret = WebhookSecret.read(secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "whsec_", "whsec_c2hvcnQ=", "whsec_no base64 but long enough to be", "too short to sign with"
            })
    void refusesASecretThatIsNone(String text) throws IOException {
        Path file = secret(text);
        String message = assertThrows(InputException.class, () -> WebhookSecret.read(file))
                .getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertTrue(text.length() < 8 || !message.contains(text.substring(6)), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void someAnswersAreAboutTheVerdictAlone(int status) {
        server.answer(status);
        Webhook webhook = webhook(Optional.empty(), Optional.empty(), PATIENCE);
        String message =
                assertThrows(VerdictRefusedException.class, () -> tell(webhook)).getMessage();
        assertTrue(message.contains(server.url() + " refuses this verdict with " + status), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 409, 429, 500, 503})
    void everyOtherAnswerIsAFailure(int status) {
        server.answer(status);
        assertTrue(refusal(PATIENCE).contains(server.url() + " answers " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void followsNoRedirect(int status) {
        server.answer(status);
        assertTrue(refusal(PATIENCE).contains("redirects to http://127.0.0.1:1/elsewhere"));
    }

    @Test
    void givesUpAnAnswerThatDoesNotEnd() {
        server.stall();
        assertTrue(refusal(Duration.ofMillis(300)).contains("has not answered within 300 ms"));
    }

    @Test
    void namesWhoCannotBeReached() {
        server.close();
        assertTrue(refusal(PATIENCE).contains(server.url() + " cannot be reached"));
    }

    private Path secret(String text) throws IOException {
        return Files.writeString(folder.resolve("secret"), text);
    }
}

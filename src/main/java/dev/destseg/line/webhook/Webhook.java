package dev.destseg.line.webhook;

import dev.destseg.inspection.journal.OutboxEntry;
import dev.destseg.line.output.Receiver;
import dev.destseg.line.output.ShownAddress;
import dev.destseg.line.output.VerdictRefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Tells verdicts by POST requests, one after the other. What is answered with 2xx was taken. */
public final class Webhook implements Receiver {
    private static final int SUCCESSES = 2;
    private static final int REDIRECTS = 3;
    private static final int HUNDRED = 100;
    /** What is said of the message and not of the receiver: bad request, too large, cannot be processed. */
    private static final Set<Integer> REFUSED = Set.of(400, 413, 422);

    private final URI url;
    private final String address;
    private final Optional<WebhookSecret> secret;
    private final Optional<String> authorization;
    private final Duration patience;
    private final HttpClient client;

    /**
     * @param credentials as {@code user:password}
     * @param certificates those of Java when absent
     * @param patience with one request and its answer
     */
    public Webhook(
            URI url,
            Optional<WebhookSecret> secret,
            Optional<String> credentials,
            Optional<SSLContext> certificates,
            Duration patience) {
        this.url = url;
        this.address = ShownAddress.of(url);
        this.secret = secret;
        this.authorization = credentials.map(
                text -> "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
        this.patience = patience;
        HttpClient.Builder builder =
                HttpClient.newBuilder().followRedirects(Redirect.NEVER).connectTimeout(patience);
        certificates.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public void connect() {
        // Connections are made by requests.
    }

    @Override
    public void deliver(OutboxEntry verdict) throws IOException, InterruptedException {
        requireTaken(send(request(verdict)));
    }

    private HttpRequest request(OutboxEntry verdict) {
        String id = verdict.inspection().text();
        long now = Instant.now().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(now))
                .POST(BodyPublishers.ofString(verdict.message()));
        secret.ifPresent(key -> request.header("webhook-signature", key.sign(id, now, verdict.message())));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    /** The client's own timeout ends with the headers; a body that never ends would hold the next verdicts up. */
    private HttpResponse<Void> send(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, BodyHandlers.discarding());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    address + " cannot be reached: " + e.getCause()
                            + "; check the address, the network and certificates",
                    e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    address + " has not answered within " + patience.toMillis()
                            + " ms; check it, or allow more time (patience)",
                    e);
        } finally {
            answer.cancel(true);
        }
    }

    private void requireTaken(HttpResponse<Void> answer) throws IOException {
        int status = answer.statusCode();
        switch (status / HUNDRED) {
            case SUCCESSES -> {}
            case REDIRECTS ->
                throw new IOException(address + " redirects to "
                        + answer.headers().firstValue("Location").orElse("nowhere") + " (" + status
                        + "), which is not followed; configure the address that verdicts are to be sent to");
            default -> throw refusal(status);
        }
    }

    private IOException refusal(int status) {
        return REFUSED.contains(status)
                ? new VerdictRefusedException(address + " refuses this verdict with " + status
                        + "; check there what it does not like about it")
                : new IOException(address + " answers " + status
                        + "; check there why it does not take verdicts, and the credentials");
    }

    @Override
    public void close() {
        // The client ends by itself when nobody has it any more.
    }
}

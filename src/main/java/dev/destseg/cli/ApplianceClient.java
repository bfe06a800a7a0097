package dev.destseg.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Speaks with a running appliance over HTTP. Used by one thread. */
final class ApplianceClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration ANSWERING = Duration.ofSeconds(60);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REFUSED = 400;
    private static final int UNAVAILABLE = 503;
    private static final int FAULT = 500;

    private final URI base;
    private final Optional<String> token;
    private final HttpClient client;

    /** @param certificate to trust instead of those of this machine */
    ApplianceClient(URI base, Optional<String> token, Optional<Path> certificate) {
        this.base = base;
        this.token = token;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECTING);
        certificate.map(TrustedCertificate::context).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** @throws InputException when the appliance cannot be asked, or refuses */
    JsonNode get(String path) throws InterruptedException {
        return json(send(request(path).timeout(ANSWERING).GET().build()));
    }

    /** @throws InputException when the appliance cannot be asked, or refuses */
    JsonNode post(String path, JsonNode body) throws InterruptedException {
        return post(path, body, ANSWERING);
    }

    /**
     * @param longest that the answer may take
     * @throws InputException when the appliance cannot be asked, or refuses
     */
    JsonNode post(String path, JsonNode body, Duration longest) throws InterruptedException {
        return json(send(request(path)
                .timeout(longest)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build()));
    }

    /**
     * What a stream of server-sent events tells, one after the other.
     *
     * @return to be closed by the caller; throws {@link java.io.UncheckedIOException} when the connection is lost
     * @throws InputException when the appliance cannot be asked, or refuses
     */
    Stream<JsonNode> events(String path) throws InterruptedException {
        HttpRequest request =
                request(path).header("Accept", "text/event-stream").GET().build();
        return send(request)
                .body()
                .filter(line -> line.startsWith("data:"))
                .map(line -> parse(line.substring("data:".length())));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    private HttpResponse<Stream<String>> send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<Stream<String>> answer = client.send(request, BodyHandlers.ofLines());
            if (answer.statusCode() >= REFUSED) {
                throw refusal(answer);
            }
            return answer;
        } catch (ConnectException e) {
            throw new InputException(
                    "No appliance answers at " + base + "; start one with 'destseg serve', or name it with --url", e);
        } catch (IOException e) {
            throw new InputException("The appliance at " + base + " cannot be asked: " + e.getMessage(), e);
        }
    }

    private RuntimeException refusal(HttpResponse<Stream<String>> answer) {
        int status = answer.statusCode();
        String said = text(answer);
        if (status == UNAUTHORIZED) {
            return new InputException("The appliance at " + base + " wants to know who asks: put a token into a file"
                    + " for --token-file, or into $DESTSEG_TOKEN; 'destseg token create' makes one on the appliance");
        }
        String detail = detail(said);
        if (status == FORBIDDEN) {
            return new InputException(
                    "The token may not do that at " + base + "; take one of a higher role. " + detail);
        }
        return status >= FAULT && status != UNAVAILABLE
                ? new IllegalStateException("The appliance at " + base + " failed with " + status + ": " + detail)
                : new InputException(detail);
    }

    private static String detail(String said) {
        try {
            JsonNode problem = JSON.readTree(said);
            return problem.path("detail").asText(said);
        } catch (JsonProcessingException notOurs) {
            return said;
        }
    }

    private JsonNode json(HttpResponse<Stream<String>> answer) {
        return parse(text(answer));
    }

    private static String text(HttpResponse<Stream<String>> answer) {
        try (Stream<String> lines = answer.body()) {
            return lines.collect(Collectors.joining("\n"));
        }
    }

    private JsonNode parse(String text) {
        try {
            return text.isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InputException("What answers at " + base + " is no appliance: " + text.strip(), e);
        }
    }
}

package dev.destseg;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Predicate;

/** Requests to the application under test. */
public record Http(URI base) {
    /** HTTP/1.1: with HTTP/2 the client of Java 17 loses answers when a server says that it stops (JDK-8335181). */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** An answer, whatever its status. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public byte[] body() {
            return response.body();
        }

        public String text() {
            return new String(response.body());
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(text(), e);
            }
        }
    }

    public Answer get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET().build());
    }

    /** Asks again until the answer is the one, or ten seconds have passed: the last answer. */
    public Answer getUntil(String path, Predicate<Answer> isTheOne) throws IOException, InterruptedException {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        Answer answer = get(path);
        while (!isTheOne.test(answer) && System.nanoTime() < patience) {
            Thread.sleep(20);
            answer = get(path);
        }
        return answer;
    }

    public Answer post(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        return send(
                request(path, headers).POST(BodyPublishers.ofByteArray(body)).build());
    }

    /** Does not say beforehand how long the body is. */
    public Answer postChunked(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers)
                .version(HttpClient.Version.HTTP_1_1)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build());
    }

    public Answer put(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).PUT(BodyPublishers.ofByteArray(body)).build());
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE().build());
    }

    /** A request without a body, by whatever method. */
    public Answer send(String method, String path, String... headers) throws IOException, InterruptedException {
        return send(
                request(path, headers).method(method, BodyPublishers.noBody()).build());
    }

    /** As well, of an answer that may have no end, which is not waited for. */
    public int status(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = CLIENT.send(
                request(path, headers).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofInputStream());
        answer.body().close();
        return answer.statusCode();
    }

    /** With a JSON object for its body. */
    public Answer postJson(String path, String json) throws IOException, InterruptedException {
        return post(path, json.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static Answer send(HttpRequest request) throws IOException, InterruptedException {
        return new Answer(CLIENT.send(request, BodyHandlers.ofByteArray()));
    }
}

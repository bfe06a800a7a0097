package dev.destseg.line.mqtt.sparkplug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A host by Python's pysparkplug, which decodes what the box says. */
final class PythonHost implements AutoCloseable {
    private static final Path SCRIPT = Path.of("src/test/resources/dev/destseg/line/mqtt/sparkplug/host.py");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final PrintWriter words;
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();

    PythonHost(URI broker, NodeAddress address, String host) throws Exception {
        Path python = Programs.requirePython("pysparkplug");
        process = new ProcessBuilder(
                        python.toString(),
                        SCRIPT.toString(),
                        Integer.toString(broker.getPort()),
                        address.group(),
                        address.node(),
                        host)
                .redirectErrorStream(true)
                .start();
        words = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "python-host");
        reader.setDaemon(true);
        reader.start();
        assertEquals("listening", next().get("kind").asText());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(
                        line.startsWith("{")
                                ? JSON.readTree(line)
                                : JSON.createObjectNode().put("kind", line));
            }
        } catch (IOException end) {
            // It was closed.
        }
    }

    /** As a host: {@code online}, {@code offline} or {@code rebirth}. */
    void say(String word) {
        words.println(word);
    }

    /** The next message of the box. */
    JsonNode next() throws InterruptedException {
        JsonNode next = heard.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, "Nothing more is heard");
        return next;
    }

    /** The next message, which is of a kind. */
    JsonNode next(String kind) throws InterruptedException {
        JsonNode next = next();
        assertEquals(kind, next.get("kind").asText(), next::toString);
        return next;
    }

    boolean hasHeardMore() {
        return !heard.isEmpty();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

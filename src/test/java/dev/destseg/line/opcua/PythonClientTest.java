package dev.destseg.line.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that has no code in common with the server: Python's asyncua. */
class PythonClientTest {
    private static final Path NODE_SET =
            Path.of("src/main/resources/dev/destseg/line/opcua/Opc.Ua.MachineVision.NodeSet2.xml");
    private static final Path WALK = Path.of("src/test/resources/dev/destseg/line/opcua/walk.py");
    private static final int PUBLISHED_NODES = 790;

    @TempDir
    private Path folder;

    @Test
    void findsWhatThePublishedNodeSetSaysAndHasAPartJudged() throws Exception {
        Path python = Programs.require("uals").resolveSibling("python");
        try (VisionTestBox box = new VisionTestBox(folder)) {
            box.activate(box.recipe.recipe().digest());
            box.serve();
            try (ControlSystem client = ControlSystem.connect(box.url())) {
                client.awaitState(VisionTestBox.STATION, "Ready");
            }
            JsonNode seen = walk(python, box.url());
            assertEquals(new ObjectMapper().readTree("[]"), seen.get("wrong"), seen::toString);
            assertEquals(PUBLISHED_NODES, seen.get("types").asInt());
            assertTrue(seen.get("instances").asInt() > 50, seen::toString);
            JsonNode result = seen.get("result");
            assertEquals(0, result.get("error").asInt());
            assertEquals(0, result.get("fetched").asInt());
            assertEquals(result.get("job"), result.get("job of the event"));
            assertEquals("from Python", result.get("part").asText());
            assertEquals("OK", result.get("verdict").asText());
            assertEquals(
                    box.recipe.recipe().digest().toString(),
                    result.get("recipe").asText());
        }
    }

    private JsonNode walk(Path python, String url) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process walk = new ProcessBuilder(
                        python.toString(), WALK.toString(), url, NODE_SET.toString(), VisionTestBox.STATION)
                .redirectError(said.toFile())
                .start();
        String answer = new String(walk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(walk.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, walk.exitValue(), () -> said(said));
        return new ObjectMapper().readTree(answer);
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}

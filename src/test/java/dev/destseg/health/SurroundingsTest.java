package dev.destseg.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.Http;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.SmallJournal;
import dev.destseg.line.FolderSources;
import dev.destseg.line.Outputs;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What the appliance needs around it goes away. */
@QuarkusTest
@TestProfile(LonelyBox.class)
class SurroundingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TestHTTPResource
    URI base;

    @Inject
    FolderSources folders;

    @Inject
    Outputs outputs;

    @Inject
    Journal journal;

    @ConfigProperty(name = LonelyBox.FOLDER)
    Path folder;

    private JsonNode check(String name) throws Exception {
        for (JsonNode check :
                new Http(base).get("/q/health/group/wellness").json().get("checks")) {
            if (check.get("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("There is no check " + name);
    }

    @Test
    void warnsOfAWatchedFolderThatIsGone() throws Exception {
        folders.start();
        assertEquals("UP", check("folders").get("status").asText());

        Files.delete(folder);

        JsonNode gone = assertTimeoutPreemptively(PATIENCE, () -> {
            JsonNode found = check("folders");
            while (found.get("status").asText().equals("UP")) {
                Thread.sleep(50);
                found = check("folders");
            }
            return found;
        });
        assertTrue(gone.at("/data/camera").asText().contains(folder.toString()), gone::toString);
    }

    @Test
    void warnsOfAnOutputThatCannotBeToldAndSaysHowMuchWaits() throws Exception {
        assertEquals("UP", check("outputs").get("status").asText());
        outputs.start();
        SmallJournal.judge(journal, "press");

        JsonNode failing = assertTimeoutPreemptively(PATIENCE, () -> {
            JsonNode found = check("outputs");
            while (found.get("status").asText().equals("UP")) {
                Thread.sleep(50);
                found = check("outputs");
            }
            return found;
        });
        String said = failing.at("/data/line").asText();
        assertTrue(said.contains("mqtt://127.0.0.1:9 cannot be reached"), said);
        assertTrue(said.contains("1 verdicts waiting since "), said);

        JsonNode shown = new Http(base).get("/api/v1/outputs").json().get(0);
        assertEquals("line", shown.get("name").asText());
        assertEquals("mqtt://127.0.0.1:9", shown.get("address").asText());
        assertEquals(1, shown.get("waiting").asInt());
        assertEquals(0, shown.get("dropped").asInt());
        assertTrue(shown.get("failing").asBoolean());
        assertTrue(shown.get("last_error").asText().contains("cannot be reached"));
        assertTrue(shown.get("last_delivered").isNull());
        String figures = new Http(base).get("/q/metrics").text();
        assertTrue(figures.contains("destseg_output_waiting{output=\"line\"} 1.0"), figures);
        assertTrue(figures.contains("destseg_output_failing{output=\"line\"} 1.0"), figures);
    }

    @Test
    void warnsOfARegistryThatIsNotHeardOf() throws Exception {
        new Http(base).post("/api/v1/registry/sync", new byte[0]);

        JsonNode check = check("registry");
        assertEquals("DOWN", check.get("status").asText(), check::toString);
        assertEquals("never", check.at("/data/last synchronisation").asText(), check::toString);
        assertEquals(503, new Http(base).get("/q/health/group/wellness").status());
    }
}

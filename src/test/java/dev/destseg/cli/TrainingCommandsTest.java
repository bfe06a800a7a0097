package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.FreePort;
import dev.destseg.Http;
import dev.destseg.Http.Answer;
import dev.destseg.Served;
import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Resize;
import dev.destseg.training.runs.TrainingRuns;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about trainings, against a real appliance. */
@QuarkusTest
@TestProfile(Served.class)
class TrainingCommandsTest {
    private static final int IMAGES = 6;

    @TestHTTPResource
    URI base;

    @Inject
    TrainingRuns runs;

    @TempDir
    Path folder;

    private final String dataset = "c" + UUID.randomUUID();

    @BeforeEach
    void fill() throws Exception {
        Http http = new Http(base);
        runs.start();
        http.postJson("/api/v1/datasets", "{\"name\": \"" + dataset + "\"}");
        for (int i = 0; i < IMAGES; i++) {
            byte[] image = ImageWriter.png(new Resize(64, 64).apply(DemoProduct.FLANGE.good(1, i)));
            Answer added = http.post("/api/v1/datasets/" + dataset + "/images", image, "Content-Type", "image/png");
            assertEquals(201, added.status(), added::text);
        }
    }

    @AfterEach
    void leaveRoomForOthers() throws Exception {
        new Http(base).delete("/api/v1/datasets/" + dataset);
    }

    private Ran training(String... arguments) {
        List<String> all = new ArrayList<>(List.of("training"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", base.toString()));
        return Ran.destseg(all.toArray(String[]::new));
    }

    @Test
    void aTrainingIsStartedAndFollowedToItsEnd() throws Exception {
        Ran ran = training("start", dataset, "--input-size", "128", "--follow");

        assertEquals(ExitCode.DONE, ran.exitCode(), ran::toString);
        String id = ran.lines().get(0);
        assertTrue(ran.output().contains("No recipe judges this product yet"), ran::output);
        assertTrue(ran.output().contains("offered"), ran::output);
        assertTrue(ran.notes().contains("%"), ran::notes);
        assertTrue(training("list").output().matches("(?s)TRAINING.*" + id + ".*DONE.*"));
        JsonNode shown =
                new ObjectMapper().readTree(training("show", id, "--json").output());
        assertTrue(shown.get("offered").asBoolean(), shown::toString);
        assertEquals(ExitCode.NEGATIVE, training("pause", id).exitCode());
        Ran kept = training("keep", id);
        assertEquals(ExitCode.DONE, kept.exitCode(), kept::toString);
        assertEquals(shown.get("candidate").asText(), kept.output());
    }

    @Test
    void aTrainingIsPausedResumedAndCancelled() {
        String id = training("start", dataset, "--steps", "400,400", "--input-size", "64")
                .output();

        Ran paused = training("pause", id);
        assertEquals(ExitCode.DONE, paused.exitCode(), paused::toString);
        assertTrue(paused.output().contains("PAUSED"), paused::output);
        assertTrue(training("show", id).output().contains("paused by"));
        Ran resumed = training("resume", id, "--json");
        assertEquals(ExitCode.DONE, resumed.exitCode(), resumed::toString);
        assertEquals(ExitCode.DONE, training("cancel", id).exitCode());
        Ran followed = training("follow", id);
        assertEquals(ExitCode.NEGATIVE, followed.exitCode());
        assertTrue(followed.output().contains("CANCELLED"), followed::output);
        assertEquals(ExitCode.NEGATIVE, training("resume", id).exitCode());
        assertRefused("learned no recipe", training("keep", id));
    }

    @Test
    void whatCannotBeDoneIsSaidWithTheRemedy() throws IOException {
        assertRefused("absent", training("start", "absent"));
        assertRefused("20260131-060000-123", training("show", "20260131-060000-123"));
        assertRefused("names no training", training("pause", "../../products"));
        assertRefused("address", Ran.destseg("training", "list", "--url", "ftp://box"));
        Path none = folder.resolve("none");
        assertRefused("none", training("list", "--token-file", none.toString()));
        assertRefused(
                "certificate",
                training("list", "--certificate", Files.createFile(none).toString()));
        int free = FreePort.find();
        assertRefused("destseg serve", Ran.destseg("training", "list", "--url", "http://127.0.0.1:" + free));
        Path wrong = Files.writeString(folder.resolve("token"), "destseg_wrong\n");
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-r--r--"));
        assertRefused("chmod 600", training("list", "--token-file", wrong.toString()));
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
        assertRefused("destseg token create", training("list", "--token-file", wrong.toString()));
    }

    private static void assertRefused(String word, Ran ran) {
        assertEquals(ExitCode.BAD_INPUT, ran.exitCode(), ran::toString);
        assertTrue(ran.notes().contains(word), ran::notes);
    }
}

package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about tokens and configuration. */
class AccessCommandsTest {
    private static final String DATA_DIRECTORY = "destseg.data-directory";

    @TempDir
    private Path folder;

    private String config = "";
    /** Tests of the served application leave theirs behind, and it would win. */
    private final Optional<String> left = Optional.ofNullable(System.clearProperty(DATA_DIRECTORY));

    @AfterEach
    void restore() {
        left.ifPresent(directory -> System.setProperty(DATA_DIRECTORY, directory));
    }

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(
                        folder.resolve("box, one.yaml"), "destseg:\n  data-directory: " + folder.resolve("data") + "\n")
                .toString();
    }

    @Test
    void aTokenIsMadeShownOnceListedAndRevoked() {
        Ran made = Ran.destseg(
                "token", "create", "--role", "operator", "--name", "press-2", "--expires", "90d", "--config", config);
        assertEquals(ExitCode.DONE, made.exitCode(), made::notes);
        assertTrue(made.output().matches("destseg_[A-Za-z0-9_-]{43}"), made::output);
        assertTrue(Files.exists(folder.resolve("data/tokens.json")));

        Ran listed = Ran.destseg("token", "list", "--config", config);
        assertTrue(listed.output().matches("(?s)NAME.*press-2 +operator .*"), listed::output);
        assertFalse(listed.output().contains(made.output()), listed::output);

        assertEquals(
                ExitCode.DONE,
                Ran.destseg("token", "revoke", "press-2", "--config", config).exitCode());
        assertEquals("", Ran.destseg("token", "list", "--config", config).output());
        Ran again = Ran.destseg("token", "revoke", "press-2", "--config", config);
        assertEquals(ExitCode.BAD_INPUT, again.exitCode());
        assertTrue(again.notes().contains("press-2"), again::notes);
    }

    @Test
    void programsGetJson() throws IOException {
        JsonNode made = new ObjectMapper()
                .readTree(Ran.destseg("token", "create", "--role", "admin", "--json", "--config", config)
                        .output());
        JsonNode listed = new ObjectMapper()
                .readTree(Ran.destseg("token", "list", "--json", "--config", config)
                        .output());

        assertTrue(made.get("token").asText().startsWith("destseg_"));
        assertEquals(made.get("name"), listed.get("name"));
        assertTrue(listed.get("expires").isNull());
        assertFalse(listed.has("token"));
    }

    @Test
    void refusesRolesAndTimesThatAreNone() {
        Ran role = Ran.destseg("token", "create", "--role", "king", "--config", config);
        assertEquals(ExitCode.BAD_INPUT, role.exitCode());
        assertTrue(role.notes().contains("engineer"), role::notes);
        Ran time = Ran.destseg("token", "create", "--role", "viewer", "--expires", "soon", "--config", config);
        assertEquals(ExitCode.BAD_INPUT, time.exitCode());
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void configCheckTellsGoodFromBad() throws IOException {
        Ran good = Ran.destseg("config", "check", config);
        assertEquals(ExitCode.DONE, good.exitCode(), good::notes);
        Path bad =
                Files.writeString(folder.resolve("bad.yaml"), "destseg:\n  inspection:\n    queue: many\n    x: 1\n");

        Ran refused = Ran.destseg("config", "check", bad.toString());
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
        assertTrue(refused.notes().contains("destseg.inspection.queue"), refused::notes);
        assertTrue(refused.notes().contains("destseg.inspection.x"), refused::notes);
        assertTrue(refused.notes().contains("bad.yaml"), refused::notes);
        assertEquals(
                ExitCode.BAD_INPUT,
                Ran.destseg("config", "check", folder.resolve("no.yaml").toString())
                        .exitCode());
    }

    @Test
    void configCheckWithoutAFileChecksWhatIsReadAnyway() {
        Ran checked = Ran.destseg("config", "check");
        assertEquals(ExitCode.DONE, checked.exitCode(), checked::notes);
    }
}

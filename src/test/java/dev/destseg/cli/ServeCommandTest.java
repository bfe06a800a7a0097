package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything of the framework starts. */
class ServeCommandTest {
    @Test
    void refusesAPortThatIsNone() {
        Ran refused = Ran.destseg("serve", "--port", "65536");
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
        assertTrue(refused.notes().contains("65536"), refused::notes);
    }

    @Test
    void refusesAConfigurationThatIsNotThere(@TempDir Path folder) {
        Ran absent =
                Ran.destseg("serve", "--config", folder.resolve("absent.yaml").toString());
        assertEquals(ExitCode.BAD_INPUT, absent.exitCode());
        assertTrue(absent.notes().contains("absent.yaml"), absent::notes);
    }
}

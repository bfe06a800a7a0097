package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commands open a port, and where. */
@QuarkusMainTest
class ServeCommandTest {
    @AfterEach
    void forgetWhereToListen() {
        System.clearProperty("quarkus.http.host");
        System.clearProperty("quarkus.http.port");
        System.clearProperty("destseg.config");
    }

    @Test
    void otherCommandsOpenNoPort(QuarkusMainLauncher launcher) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            System.setProperty("quarkus.http.port", String.valueOf(taken.getLocalPort()));
            System.setProperty("quarkus.http.test-port", String.valueOf(taken.getLocalPort()));
            assertEquals(0, launcher.launch("completion").exitCode());
            assertEquals(0, launcher.launch("serve", "--help").exitCode());
            LaunchResult served = launcher.launch("serve", "--port", String.valueOf(taken.getLocalPort()));
            assertEquals(ExitCode.BAD_INPUT, served.exitCode(), served::getErrorOutput);
            assertTrue(served.getErrorOutput().contains("give another --port"), served::getErrorOutput);
        } finally {
            System.clearProperty("quarkus.http.test-port");
        }
    }

    @Test
    void refusesAPortThatIsNone() {
        Ran refused = Ran.destseg("serve", "--port", "65536");
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
        assertTrue(refused.notes().contains("65536"), refused::notes);
    }

    @Test
    void refusesToListenWhereOthersCanReachIt(QuarkusMainLauncher launcher) {
        LaunchResult refused = launcher.launch("serve", "--host", "0.0.0.0", "--port", "0");
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
        assertTrue(refused.getErrorOutput().contains("0.0.0.0"), refused::getErrorOutput);
        assertTrue(refused.getErrorOutput().contains("destseg token create"), refused::getErrorOutput);
    }

    @Test
    void refusesARecipeThatIsNone(QuarkusMainLauncher launcher) {
        System.setProperty("quarkus.http.test-port", "0");
        LaunchResult refused = launcher.launch("serve", "--recipe", "x=/nowhere", "--port", "0");
        System.clearProperty("quarkus.http.test-port");
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode(), refused::getErrorOutput);
        assertTrue(refused.getErrorOutput().contains("/nowhere"), refused::getErrorOutput);
    }

    @Test
    void goesByTheConfigurationGivenUnlessAnOptionSaysOtherwise(QuarkusMainLauncher launcher, @TempDir Path folder)
            throws Exception {
        Path config = Files.writeString(folder.resolve("a, b.yaml"), "quarkus:\n  http:\n    host: 0.0.0.0\n");
        LaunchResult byFile = launcher.launch("serve", "--port", "0", "--config", config.toString());
        assertTrue(byFile.getErrorOutput().contains("0.0.0.0 can be reached"), byFile::getErrorOutput);
        LaunchResult byOption =
                launcher.launch("serve", "--port", "0", "--host", "192.0.2.1", "--config", config.toString());
        assertTrue(byOption.getErrorOutput().contains("192.0.2.1 can be reached"), byOption::getErrorOutput);
    }

    @Test
    void refusesAConfigurationThatCannotBeUsed(QuarkusMainLauncher launcher, @TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("my.yaml"), "destseg:\n  inspection:\n    queue: many\n");
        LaunchResult refused = launcher.launch("serve", "--port", "0", "--config", config.toString());
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode(), refused::getErrorOutput);
        assertTrue(refused.getErrorOutput().contains("destseg.inspection.queue"), refused::getErrorOutput);
        Ran absent =
                Ran.destseg("serve", "--config", folder.resolve("absent.yaml").toString());
        assertEquals(ExitCode.BAD_INPUT, absent.exitCode());
        assertTrue(absent.notes().contains("absent.yaml"), absent::notes);
    }
}

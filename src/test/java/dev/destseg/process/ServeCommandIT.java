package dev.destseg.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which commands open a port, and where. */
class ServeCommandIT {
    private static final int BAD_INPUT = 2;

    @TempDir
    private Path folder;

    @Test
    void serveAloneOpensAPortAndNoneThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            String configured = " -Dquarkus.http.port=" + port;
            assertEquals(0, Ended.runWith(configured, folder, "completion").exitCode());
            assertEquals(0, Ended.runWith(configured, folder, "serve", "--help").exitCode());

            refuses("give another --port", "--no-demo", "--port", port);
        }
    }

    @Test
    void refusesARecipeThatIsNone() throws Exception {
        refuses("/nowhere", "--recipe", "x=/nowhere", "--port", "0");
    }

    @Test
    void refusesToListenWhereOthersCanReachItByTheConfigurationOrByAnOptionWhichWins() throws Exception {
        Path config = Files.writeString(folder.resolve("a, b.yaml"), "quarkus:\n  http:\n    host: 0.0.0.0\n");
        String said = refuses("0.0.0.0 can be reached", "--port", "0", "--config", config.toString());
        assertTrue(said.contains("destseg token create"), said);

        refuses("192.0.2.1 can be reached", "--port", "0", "--host", "192.0.2.1", "--config", config.toString());
    }

    @Test
    void refusesAConfigurationThatCannotBeUsed() throws Exception {
        Path config = Files.writeString(folder.resolve("my.yaml"), "destseg:\n  inspection:\n    queue: many\n");
        refuses("destseg.inspection.queue", "--port", "0", "--config", config.toString());
    }

    private String refuses(String why, String... options) throws Exception {
        String[] arguments = new String[1 + options.length];
        arguments[0] = "serve";
        System.arraycopy(options, 0, arguments, 1, options.length);
        Ended refused = Ended.run(folder, arguments);
        assertEquals(BAD_INPUT, refused.exitCode(), refused.said());
        assertTrue(refused.said().contains(why), refused.said());
        return refused.said();
    }
}

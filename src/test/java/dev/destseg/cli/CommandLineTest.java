package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as people get it, started whole. */
@QuarkusMainTest
class CommandLineTest {
    private static final Pattern COMMAND = Pattern.compile("^  ([a-z][a-z-]*) +\\S.*");

    @Test
    @Launch("--version")
    void printsItsVersionAndNothingElse(LaunchResult result) {
        List<String> lines = result.getOutputStream();
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).matches("destseg \\d+\\.\\d+\\.\\d+.*"), lines::toString);
    }

    @Test
    @Launch(
            value = {"no-such-command"},
            exitCode = ExitCode.BAD_INPUT)
    void refusesAnUnknownCommand(LaunchResult result) {
        assertTrue(result.getErrorOutput().contains("no-such-command"), result::getErrorOutput);
        assertEquals("", result.getOutput());
    }

    @Test
    void everyCommandHasHelpWithADescriptionAndExamplesOfItsOwn(QuarkusMainLauncher launcher) {
        List<String> commands = commands(launcher);
        assertTrue(commands.contains("completion"), commands::toString);
        assertAll(commands.stream().map(command -> () -> {
            LaunchResult help = launcher.launch(command, "--help");
            assertEquals(0, help.exitCode(), command);
            String text = help.getOutput();
            assertTrue(text.contains("Examples:"), text);
            assertTrue(text.substring(text.indexOf("Examples:")).contains("destseg " + command), text);
            assertTrue(!text.contains("Learns a product from good parts"), "The root's description: " + text);
        }));
    }

    @Test
    void theCompletionScriptIsValidAndKnowsTheCommands(QuarkusMainLauncher launcher, @TempDir Path folder)
            throws Exception {
        LaunchResult result = launcher.launch("completion");
        Path script = folder.resolve("completion.bash");
        Files.writeString(script, result.getOutput() + "\n");
        Process bash = new ProcessBuilder("bash", "-c", ". \"$0\"; complete -p destseg", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes());
        assertEquals(0, bash.waitFor(), said);
        assertTrue(said.contains("_complete_destseg"), said);
        assertTrue(result.getOutput().contains("completion"), result::getOutput);
    }

    private static List<String> commands(QuarkusMainLauncher launcher) {
        List<String> help = launcher.launch("--help").getOutputStream();
        return help.subList(help.indexOf("Commands:"), help.indexOf("Exit codes:")).stream()
                .map(COMMAND::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .toList();
    }
}

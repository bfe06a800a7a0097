package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line as people get it, started whole. */
class CommandLineTest {
    private static final Pattern COMMAND = Pattern.compile("^  ([a-z][a-z-]*) +\\S.*");

    @Test
    void printsItsVersionAndNothingElse() {
        Ran result = Ran.destseg("--version");
        List<String> lines = result.lines();
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).matches("destseg \\d+\\.\\d+\\.\\d+.*"), lines::toString);
    }

    /** Only the named command is described for a start, which must not change what it is. */
    @Test
    void aCommandIsTheSameAloneAsAmongAllOthers() {
        Console console = new Console(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false);
        Map<String, CommandLine> all = Main.commandLine(console).getSubcommands();

        assertFalse(all.isEmpty());
        all.forEach((name, among) -> {
            CommandLine alone =
                    Main.commandLine(console, name, "--help").getSubcommands().get(name);
            assertEquals(among.getUsageMessage(), alone.getUsageMessage(), name);
        });
    }

    @Test
    void refusesAnUnknownCommand() {
        Ran result = Ran.destseg("no-such-command");
        assertEquals(ExitCode.BAD_INPUT, result.exitCode());
        assertTrue(result.notes().contains("no-such-command"), result::notes);
        assertEquals("", result.output());
    }

    @Test
    void everyCommandHasHelpWithADescriptionAndExamplesOfItsOwn() {
        List<String> commands = commands();
        assertTrue(commands.contains("completion"), commands::toString);
        assertAll(commands.stream().map(command -> () -> {
            Ran help = Ran.destseg(command, "--help");
            assertEquals(0, help.exitCode(), command);
            String text = help.output();
            assertTrue(text.contains("Examples:"), text);
            assertTrue(text.substring(text.indexOf("Examples:")).contains("destseg " + command), text);
            assertTrue(!text.contains("Learns a product from good parts"), "The root's description: " + text);
        }));
    }

    @Test
    void theCompletionScriptIsValidAndKnowsTheCommands(@TempDir Path folder) throws Exception {
        Ran result = Ran.destseg("completion");
        Path script = folder.resolve("completion.bash");
        Files.writeString(script, result.output() + "\n");
        Process bash = new ProcessBuilder("bash", "-c", ". \"$0\"; complete -p destseg", script.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes());
        assertEquals(0, bash.waitFor(), said);
        assertTrue(said.contains("_complete_destseg"), said);
        assertTrue(result.output().contains("completion"), result::output);
    }

    private static List<String> commands() {
        List<String> help = Ran.destseg("--help").lines();
        return help.subList(help.indexOf("Commands:"), help.indexOf("Exit codes:")).stream()
                .map(COMMAND::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .toList();
    }
}

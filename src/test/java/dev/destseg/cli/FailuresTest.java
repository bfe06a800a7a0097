package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class FailuresTest {
    private final StringWriter answer = new StringWriter();
    private final StringWriter notes = new StringWriter();

    @Test
    void aResultOfTheCommandIsTheExitCode() {
        assertEquals(ExitCode.NEGATIVE, run(() -> ExitCode.NEGATIVE));
        assertEquals("", notes.toString());
    }

    @Test
    void unusableInputGivesItsMessageAndNothingElse() {
        int code = run(() -> {
            throw new InputException("cat.png is no image; give a PNG");
        });

        assertEquals(2, code);
        assertEquals("destseg work: cat.png is no image; give a PNG\n", notes.toString());
        assertEquals("", answer.toString());
    }

    @Test
    void verboseAddsTheStackTraceOfUnusableInput() {
        int code = run(
                () -> {
                    throw new InputException("cat.png is no image; give a PNG");
                },
                "--verbose");

        assertEquals(2, code);
        assertTrue(notes.toString().contains("\tat dev.destseg.cli.FailuresTest"), notes.toString());
    }

    @Test
    void anInternalErrorNamesTheFileWithItsStackTrace() throws Exception {
        int code = run(() -> {
            throw new IllegalStateException("broken inside");
        });

        assertEquals(70, code);
        assertFalse(notes.toString().contains("\tat "), notes.toString());
        Matcher file = Pattern.compile("The details are in (.*); --verbose").matcher(notes.toString());
        assertTrue(file.find(), notes.toString());
        Path details = Path.of(file.group(1));
        assertTrue(Files.readString(details).contains("\tat dev.destseg.cli.FailuresTest"));
        Files.delete(details);
    }

    @Test
    void anErrorOfTheJavaMachineIsAnInternalError() {
        int code = run(
                () -> {
                    throw new OutOfMemoryError("no room");
                },
                "--verbose");

        assertEquals(70, code);
        assertTrue(
                notes.toString().startsWith("destseg work: internal error: java.lang.OutOfMemoryError: no room"),
                notes.toString());
    }

    @Test
    void anUnknownOptionSuggestsTheRightOneAndTheHelp() {
        int code = run(() -> ExitCode.DONE, "--colour=red");

        assertEquals(2, code);
        assertTrue(notes.toString().contains("destseg work: Unknown option: '--colour=red'"), notes.toString());
        assertTrue(notes.toString().contains("Possible solutions: --color"), notes.toString());
        assertTrue(notes.toString().endsWith("Try 'destseg work --help'.\n"), notes.toString());
    }

    @Test
    void noCommandAtAllIsBadUsage() {
        assertEquals(2, commandLine(() -> ExitCode.DONE).execute());
        assertTrue(notes.toString().contains("no command was given"), notes.toString());
    }

    private int run(Callable<Integer> work, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "work";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return commandLine(work).execute(arguments);
    }

    private CommandLine commandLine(Callable<Integer> work) {
        Console console = new Console(new PrintWriter(answer), new PrintWriter(notes), false);
        return Main.commandLine(console)
                .addSubcommand(
                        "work",
                        CommandSpec.wrapWithoutInspection(work)
                                .addOption(OptionSpec.builder("--color").build()));
    }
}

package dev.destseg.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * A command line that ran in this process.
 *
 * @param output what it answered, without the last line break
 * @param notes what it said on the way
 */
public record Ran(int exitCode, String output, String notes) {
    public static Ran destseg(String... arguments) {
        return noting(new StringWriter(), arguments);
    }

    /** @param notes what it says, as soon as it says it */
    public static Ran noting(StringWriter notes, String... arguments) {
        StringWriter answer = new StringWriter();
        PrintWriter out = new PrintWriter(answer, true);
        Console console = new Console(out, new PrintWriter(notes, true), false);
        int code = Main.commandLine(console, arguments).setOut(out).execute(arguments);
        return new Ran(code, answer.toString().stripTrailing(), notes.toString().stripTrailing());
    }

    List<String> lines() {
        return output.lines().toList();
    }
}

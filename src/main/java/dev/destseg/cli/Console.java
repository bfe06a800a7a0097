package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: the answer to standard output, everything said on the way to standard error, so that the
 * answer can be piped into a program. Safe between threads.
 */
public final class Console {
    private final PrintWriter answer;
    private final PrintWriter notes;
    private final boolean terminal;

    /** @param terminal whether {@code notes} ends on a terminal, where a line can be drawn over */
    Console(PrintWriter answer, PrintWriter notes, boolean terminal) {
        this.answer = answer;
        this.notes = notes;
        this.terminal = terminal;
    }

    /** @return standard output and standard error, in UTF-8 */
    static Console standard() {
        // The launcher looks whether standard error is a terminal: Java 17 can only tell for all three streams at once.
        return new Console(writer(System.out), writer(System.err), Boolean.getBoolean("destseg.terminal"));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Prints a line, or several, of the answer. */
    public void print(String text) {
        answer.println(text);
        answer.flush();
    }

    /** Prints JSON as one line of the answer; a command may print one object, or one for each thing it looked at. */
    public void print(JsonNode json) {
        print(json.toString());
    }

    /** Says something that is not part of the answer. */
    public void say(String text) {
        notes.println(text);
        notes.flush();
    }

    /**
     * Begins to show how far a piece of work has come: as a bar on a terminal, else as a plain line from time to time.
     *
     * @param work what is being done, such as {@code Training}
     * @param total how much there is to do, in any unit, at least 1
     * @return the display; the caller closes it
     */
    public Progress progress(String work, long total) {
        return terminal
                ? new ProgressBar(notes, work, total, System::nanoTime)
                : new ProgressLines(notes, work, total, System::nanoTime);
    }
}

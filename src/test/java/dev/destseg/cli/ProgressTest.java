package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter out = new StringWriter();
    private long now;

    @Test
    void linesShowTheFirstStateThenOneEveryTenSecondsAndTheLast() {
        try (Progress progress = new ProgressLines(new PrintWriter(out), "Training", 200, () -> now)) {
            for (int step = 1; step <= 200; step++) {
                now = step * SECOND / 10;
                progress.at(step, "loss " + step);
            }
        }
        assertEquals(
                """
                Training: 0 % after 0 s, loss 1
                Training: 50 % after 10 s, loss 101
                Training: 100 % after 20 s, loss 200
                """,
                out.toString());
    }

    @Test
    void aStateIsNotShownTwice() {
        try (Progress progress = new ProgressLines(new PrintWriter(out), "Training", 2, () -> now)) {
            progress.at(2, "");
        }
        assertEquals("Training: 100 % after 0 s\n", out.toString());
    }

    @Test
    void nothingIsShownBeforeThereIsAState() {
        new ProgressLines(new PrintWriter(out), "Training", 2, () -> now).close();

        assertEquals("", out.toString());
    }

    @Test
    void theBarIsDrawnOverOneLineOfAFixedWidth() {
        try (Progress progress = new ProgressBar(new PrintWriter(out), "Training", 4, () -> now)) {
            now = 30 * SECOND;
            progress.at(1, "a message that is much too long for what is left of the line and is cut there");
            now = 120 * SECOND;
            progress.at(4, "");
        }
        String[] drawn = out.toString().split("\r|\n");
        assertEquals(3, drawn.length);
        assertEquals(
                "Training [######                  ]  25%  1:30 left  a message that is much too",
                drawn[1].substring(0, 79).stripTrailing());
        assertEquals(79, drawn[1].length());
        assertEquals("Training [########################] 100%  2:00", drawn[2].stripTrailing());
        assertEquals(79, drawn[2].length());
    }

    @Test
    void moreThanAllIsAll() {
        try (Progress progress = new ProgressLines(new PrintWriter(out), "Training", 2, () -> now)) {
            progress.at(3, "");
        }
        assertEquals("Training: 100 % after 0 s\n", out.toString());
    }

    @Test
    void refusesWorkOfNoSize() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ProgressLines(new PrintWriter(out), "Training", 0, () -> now));
    }
}

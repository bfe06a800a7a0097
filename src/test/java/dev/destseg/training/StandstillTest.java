package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Duration LEAST = Duration.ofMillis(700);
    private static final double STOPPED_SECONDS = 2;

    private long now;

    @Test
    void countsTimeBetweenLooksThatAreCloseTogether() {
        try (Standstill standstill = Standstill.unwatched(Duration.ofSeconds(5), () -> now)) {
            Stopwatch stopwatch = Stopwatch.startedWith(10, standstill);
            for (int i = 0; i < 4; i++) {
                now += 2 * SECOND;
                standstill.look();
            }
            assertEquals(18, stopwatch.seconds(), 1e-9);
        }
    }

    @Test
    void doesNotCountTimeBetweenLooksThatAreFarApart() {
        try (Standstill standstill = Standstill.unwatched(Duration.ofSeconds(5), () -> now)) {
            Stopwatch stopwatch = Stopwatch.startedWith(0, standstill);
            now += 3 * SECOND;
            standstill.look();
            now += 600 * SECOND;
            assertEquals(3, stopwatch.seconds(), 1e-9, "asked before the watch has looked again");
            standstill.look();
            now += SECOND;
            assertEquals(4, stopwatch.seconds(), 1e-9);
        }
    }

    @Test
    void aStoppedProcessDoesNotCountTheTimeThatItStoodStill() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Programs.java("-cp", System.getProperty("java.class.path"), Counting.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            assertEquals("counting", lines.readLine());
            signal("STOP", process);
            TimeUnit.MILLISECONDS.sleep((long) (1000 * STOPPED_SECONDS));
            signal("CONT", process);
            process.outputWriter().append("\n").close();
            double[] counted = read(lines);
            assertTrue(
                    counted[0] - counted[1] > STOPPED_SECONDS / 2,
                    counted[0] + " seconds went by, " + counted[1] + " of them counted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static double[] read(BufferedReader lines) throws IOException {
        String[] counted = Objects.requireNonNull(lines.readLine()).split(" ", -1);
        return new double[] {Double.parseDouble(counted[0]), Double.parseDouble(counted[1])};
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertEquals(0, kill.waitFor());
    }

    /** Counts until it gets a line; then prints the seconds that went by, and those that it counted. */
    static final class Counting {
        public static void main(String[] arguments) throws IOException {
            try (Standstill standstill = Standstill.watched(LEAST)) {
                Stopwatch all = Stopwatch.startedWith(0);
                Stopwatch running = Stopwatch.startedWith(0, standstill);
                System.out.println("counting");
                System.in.read();
                System.out.println(all.seconds() + " " + running.seconds());
            }
        }
    }
}

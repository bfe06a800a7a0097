package dev.destseg.line.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process while it tells a real broker, stops the broker meanwhile, and counts what was heard. */
class KilledLineTest {
    private static final int PATIENCE_SECONDS = 60;
    private static final String ALL_TOLD = "all told";

    @TempDir
    private Path folder;

    private RealBroker broker;
    private Process process;

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void everyVerdictThatWasKeptIsHeardInOrderWhoeverIsKilledMeanwhile() throws Exception {
        broker = RealBroker.start(folder.resolve("broker"));
        BlockingQueue<String> heard = broker.listen("plant/box/verdict/#");
        Set<String> kept = new HashSet<>();

        kept.addAll(runUntil(lines -> lines.size() == 150));
        broker.stop();
        kept.addAll(runUntil(lines -> lines.size() == 150));
        broker.start();
        kept.addAll(runUntil(lines -> lines.size() == 150));
        kept.addAll(runUntil(lines -> lines.get(lines.size() - 1).equals(ALL_TOLD)));
        kept.remove(ALL_TOLD);

        requireAllInOrder(heard, kept);
    }

    private interface Enough {
        boolean isIn(List<String> lines);
    }

    /** Starts the program and kills it; what was printed whole was kept before. */
    private List<String> runUntil(Enough enough) throws IOException, InterruptedException {
        process = new ProcessBuilder(Programs.java(
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BusyLine.class.getName(),
                        folder.resolve("journal").toString(),
                        broker.url("mqtt").toString(),
                        "300"))
                .redirectError(folder.resolve("said.txt").toFile())
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            String line = output.readLine();
            while (line != null) {
                lines.add(line);
                if (enough.isIn(lines)) {
                    process.toHandle().destroyForcibly(); // Leaves what it has written to be read.
                }
                line = output.readLine();
            }
        }
        assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        lines.removeIf(each -> each.length() < ALL_TOLD.length() || !each.equals(ALL_TOLD) && each.length() < 36);
        return lines;
    }

    /** A repeat has the number and the name that it had before; what is new has the next number of its station. */
    private static void requireAllInOrder(BlockingQueue<String> heard, Set<String> kept)
            throws IOException, InterruptedException {
        Map<String, String> byNumber = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        Set<String> missing = new HashSet<>(kept);
        while (!missing.isEmpty()) {
            String line = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertTrue(line != null, missing.size() + " of " + kept.size() + " verdicts were never heard");
            JsonNode verdict = new ObjectMapper().readTree(line.substring(line.indexOf(' ') + 1));
            String station = verdict.get("station").asText();
            long number = verdict.get("sequence").asLong();
            String id = verdict.get("id").asText();
            assertTrue(line.startsWith("plant/box/verdict/" + station + " "), line);
            long before = last.getOrDefault(station, 0L);
            assertTrue(number <= before + 1, station + " " + number + " came after " + before);
            assertEquals(id, byNumber.computeIfAbsent(station + " " + number, unused -> id));
            last.put(station, Math.max(before, number));
            missing.remove(id);
        }
    }
}

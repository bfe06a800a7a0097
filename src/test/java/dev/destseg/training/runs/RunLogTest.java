package dev.destseg.training.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    private RunLog log(String name) {
        return new RunLog(folder.resolve(name), Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Test
    void whatWasSaidStaysInItsOrder() {
        log("log.jsonl").append("Begins to train");
        log("log.jsonl").append("a \"second\"\nline");

        assertEquals(
                List.of(new LogLine(NOON, "Begins to train"), new LogLine(NOON, "a \"second\"\nline")),
                log("log.jsonl").lines());
    }

    @Test
    void aLineThatWasCutOffIsLeftOut() throws Exception {
        log("log.jsonl").append("whole");
        Files.writeString(folder.resolve("log.jsonl"), "{\"time\": \"2026-03", StandardOpenOption.APPEND);

        assertEquals(List.of(new LogLine(NOON, "whole")), log("log.jsonl").lines());
    }

    @Test
    void theOldestLinesMakeRoom() throws Exception {
        for (int i = 0; i < 400; i++) {
            log("log.jsonl").append(i + " " + "x".repeat(3000));
        }

        List<LogLine> lines = log("log.jsonl").lines();
        assertTrue(Files.size(folder.resolve("log.jsonl")) <= 256 << 10);
        assertTrue(lines.size() > 50, () -> lines.size() + " lines are left");
        assertTrue(lines.get(lines.size() - 1).text().startsWith("399 "));
        assertEquals(2000, lines.get(0).text().length());
    }

    @Test
    void aPlaceThatCannotBeWrittenLosesTheLineAlone() {
        log("absent/log.jsonl").append("lost");

        assertEquals(List.of(), log("absent/log.jsonl").lines());
    }
}

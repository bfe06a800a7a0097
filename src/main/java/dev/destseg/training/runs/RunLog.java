package dev.destseg.training.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * What the processes of a run said, in a file of bounded size that stays when the run has ended. For people to look at; a line
 * that cannot be written is left out, for a full disk must not end the run by that. Written by one thread at a time.
 */
final class RunLog {
    private static final Logger LOG = Logger.getLogger(RunLog.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 256 << 10;
    private static final int LONGEST_LINE = 2000;

    private final Path file;
    private final Clock clock;

    RunLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    synchronized void append(String text) {
        String line = JSON.createObjectNode()
                        .put("time", clock.instant().toString())
                        .put("text", text.substring(0, Math.min(text.length(), LONGEST_LINE)))
                + "\n";
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (Files.size(file) > MOST_BYTES) {
                forgetTheOlderHalf();
            }
        } catch (IOException e) {
            LOG.debugf(e, "A line is left out of %s", file);
        }
    }

    private void forgetTheOlderHalf() throws IOException {
        List<String> all = Files.readAllLines(file);
        String newer = String.join("\n", all.subList(all.size() / 2, all.size())) + "\n";
        AtomicFile.write(file, Content.of(newer.getBytes(StandardCharsets.UTF_8)));
    }

    /** The oldest first; nothing when none was kept. */
    List<LogLine> lines() {
        List<LogLine> lines = new ArrayList<>();
        for (String line : written()) {
            try {
                JsonNode node = JSON.readTree(line);
                lines.add(new LogLine(
                        Instant.parse(node.path("time").asText()),
                        node.path("text").asText()));
            } catch (JsonProcessingException | DateTimeParseException cutOffByALossOfPower) {
                LOG.debugf("A line of %s cannot be read", file);
            }
        }
        return lines;
    }

    private List<String> written() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException forgottenMeanwhile) {
            return List.of();
        }
    }
}

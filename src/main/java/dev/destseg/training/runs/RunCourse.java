package dev.destseg.training.runs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * How the loss of a run went, in a file that stays when the run has ended: at most one point for each half percent of a phase,
 * so that it is small however long the run takes. For people to look at; nothing is computed from it, so that a point that
 * cannot be written is left out.
 */
final class RunCourse {
    private static final Logger LOG = Logger.getLogger(RunCourse.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTS_OF_A_PERCENT = 2;

    private final Path file;

    RunCourse(Path file) {
        this.file = file;
    }

    /** @param before what was told before, if anything */
    static boolean isWorthKeeping(Optional<RunProgress> before, RunProgress now) {
        return now.loss().isPresent()
                && before.filter(last -> last.loss().isPresent())
                        .filter(last -> last.phase().equals(now.phase()))
                        .filter(last -> part(last) == part(now))
                        .isEmpty();
    }

    private static int part(RunProgress progress) {
        return (int) (PARTS_OF_A_PERCENT * progress.percent());
    }

    void append(Instant time, RunProgress now) {
        String line = JSON.createObjectNode()
                        .put("time", time.toString())
                        .put("phase", now.phase())
                        .put("percent", now.percent())
                        .put("loss", now.loss().orElseThrow())
                + "\n";
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.debugf(e, "A point is left out of %s", file);
        }
    }

    /** The oldest first; nothing when none was kept. */
    List<CoursePoint> points() {
        List<CoursePoint> points = new ArrayList<>();
        for (String line : lines()) {
            try {
                JsonNode node = JSON.readTree(line);
                points.add(new CoursePoint(
                        Instant.parse(node.path("time").asText()),
                        node.path("phase").asText(),
                        node.path("percent").asDouble(),
                        node.path("loss").asDouble()));
            } catch (JsonProcessingException | DateTimeParseException cutOffByALossOfPower) {
                LOG.debugf("A line of %s is no point", file);
            }
        }
        return points;
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
        } catch (IOException forgottenMeanwhile) {
            return List.of();
        }
    }
}

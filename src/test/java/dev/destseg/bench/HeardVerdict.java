package dev.destseg.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.inspection.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A verdict as somebody heard it who listens to the broker.
 *
 * @param trigger that it answers
 * @param id of the inspection
 * @param verdict in words
 * @param isMissed whether it says that the trigger was missed, or that nobody knows since when it stood there
 * @param isLate whether it was given because the deadline passed
 * @param stages how long each took, in milliseconds
 */
record HeardVerdict(
        long trigger, String id, String verdict, boolean isMissed, boolean isLate, Map<String, Double> stages) {
    private static HeardVerdict of(String line) throws IOException {
        JsonNode message = new ObjectMapper().readTree(line.substring(line.indexOf(' ') + 1));
        String reason = message.path("reason").asText();
        Map<String, Double> stages = new LinkedHashMap<>();
        message.path("timings_ms")
                .properties()
                .forEach(stage -> stages.put(stage.getKey(), stage.getValue().asDouble()));
        return new HeardVerdict(
                message.path("trigger").asLong(),
                message.path("id").asText(),
                message.path("verdict").asText(),
                reason.contains("did not come") || reason.contains("may have waited"),
                Deadline.isMissed(reason),
                stages);
    }

    /**
     * Everything that was heard, in the order in which it was, up to a trigger and what follows at once.
     *
     * @param patience with the next one
     */
    static List<HeardVerdict> until(BlockingQueue<String> lines, long lastTrigger, Duration patience)
            throws IOException, InterruptedException {
        List<HeardVerdict> heard = new ArrayList<>();
        boolean isLast = false;
        for (String line = next(lines, patience); line != null; ) {
            HeardVerdict verdict = of(line);
            heard.add(verdict);
            isLast |= verdict.trigger() >= lastTrigger;
            line = next(lines, isLast ? Duration.ofSeconds(2) : patience);
        }
        return heard;
    }

    private static String next(BlockingQueue<String> lines, Duration patience) throws InterruptedException {
        return lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}

package dev.destseg.line.mqtt.sparkplug;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.inspection.Deadline;
import dev.destseg.inspection.journal.OutboxEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/**
 * What a station's device tells: the same metrics always, those that a verdict lacks as null.
 *
 * @param time of the verdict
 * @param verdict as outputs are told it; an empty object before the first
 */
record VerdictMetrics(Instant time, JsonNode verdict) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IOException when the verdict is no JSON */
    static VerdictMetrics of(OutboxEntry verdict) throws IOException {
        try {
            return new VerdictMetrics(verdict.time(), JSON.readTree(verdict.message()));
        } catch (JsonProcessingException e) {
            throw new IOException("The verdict " + verdict.inspection() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Of a station that has said nothing yet. */
    static VerdictMetrics none(Instant now) {
        return new VerdictMetrics(now, JSON.createObjectNode());
    }

    /** @param historical whether they say what was, not what is */
    List<Metric> metrics(boolean historical) {
        return Stream.of(
                        text("Verdict", "/verdict"),
                        number("Score", "/score"),
                        number("Threshold", "/threshold"),
                        text("Part Number", "/part_number"),
                        text("Product", "/product"),
                        count("Sequence", "/sequence"),
                        count("Trigger", "/trigger"),
                        text("Inspection", "/id"),
                        text("Reason", "/reason"),
                        deadlineMissed(),
                        text("Recipe/Name", "/recipe/name"),
                        text("Recipe/Version", "/recipe/version"),
                        text("Recipe/Digest", "/recipe/digest"))
                .map(metric -> historical ? metric.setIsHistorical(true) : metric)
                .map(metric -> metric.setTimestamp(time.toEpochMilli()).build())
                .toList();
    }

    private Metric.Builder text(String name, String place) {
        JsonNode value = verdict.at(place);
        Metric.Builder metric = metric(name, DataType.String_VALUE);
        return value.isTextual() ? metric.setStringValue(value.asText()) : metric.setIsNull(true);
    }

    private Metric.Builder number(String name, String place) {
        JsonNode value = verdict.at(place);
        Metric.Builder metric = metric(name, DataType.Double_VALUE);
        return value.isNumber() ? metric.setDoubleValue(value.asDouble()) : metric.setIsNull(true);
    }

    private Metric.Builder count(String name, String place) {
        JsonNode value = verdict.at(place);
        Metric.Builder metric = metric(name, DataType.Int64_VALUE);
        return value.isIntegralNumber() ? metric.setLongValue(value.asLong()) : metric.setIsNull(true);
    }

    private Metric.Builder deadlineMissed() {
        Metric.Builder metric = metric("Deadline Missed", DataType.Boolean_VALUE);
        return verdict.isEmpty()
                ? metric.setIsNull(true)
                : metric.setBooleanValue(
                        Deadline.isMissed(verdict.path("reason").asText()));
    }

    private static Metric.Builder metric(String name, int type) {
        return Metric.newBuilder().setName(name).setDatatype(type);
    }
}

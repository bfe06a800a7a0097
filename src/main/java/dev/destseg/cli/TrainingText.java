package dev.destseg.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A training, as the appliance tells of it, for people. */
final class TrainingText {
    private static final String ROW = "%-20s %-16s %-8s %-12s %s";

    private TrainingText() {}

    static String heading() {
        return String.format(Locale.ROOT, ROW, "TRAINING", "PRODUCT", "PROFILE", "STATUS", "");
    }

    /** In one line. */
    static String row(JsonNode training) {
        String more = training.path("progress").isObject()
                ? progress(training)
                : training.path("reason").asText("");
        return String.format(
                        Locale.ROOT,
                        ROW,
                        text(training, "id"),
                        text(training, "product"),
                        text(training, "profile"),
                        text(training, "status"),
                        more)
                .stripTrailing();
    }

    /** In several lines. */
    static List<String> lines(JsonNode training) {
        List<String> lines = new ArrayList<>();
        for (String field : List.of(
                "id", "product", "dataset", "profile", "schedule", "status", "paused_by", "asked", "ended", "reason")) {
            if (!training.path(field).isNull() && !training.path(field).isMissingNode()) {
                lines.add(String.format(Locale.ROOT, "%-10s %s", field.replace('_', ' '), text(training, field)));
            }
        }
        if (training.path("progress").isObject()) {
            lines.add(String.format(Locale.ROOT, "%-10s %s", "progress", progress(training)));
        }
        if (training.path("candidate").isTextual()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-10s %s%s",
                    "candidate",
                    text(training, "candidate"),
                    training.path("offered").asBoolean() ? ", offered" : ", not offered"));
        }
        return lines;
    }

    private static String progress(JsonNode training) {
        JsonNode progress = training.path("progress");
        return String.format(
                        Locale.ROOT,
                        "%s %.0f %%  %s",
                        text(progress, "phase"),
                        progress.path("percent").asDouble(),
                        details(progress))
                .stripTrailing();
    }

    /** What else is known of how far it is. */
    static String details(JsonNode progress) {
        if (progress.path("waiting").isTextual()) {
            return text(progress, "waiting");
        }
        return progress.path("loss").isNumber()
                ? String.format(Locale.ROOT, "loss %.4f", progress.path("loss").asDouble())
                : "";
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}

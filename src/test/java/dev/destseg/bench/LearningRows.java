package dev.destseg.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Rows of figures in a file, a JSON object a line: what stands there is not measured again.
 *
 * @param only the name of the one row to measure; empty for all
 */
record LearningRows(Path file, String only) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ObjectNode row() {
        return JSON.createObjectNode();
    }

    void measure(String product, String name, Supplier<ObjectNode> measurement) {
        if (!only.isEmpty() && !only.equals(name)) {
            return;
        }
        try {
            ObjectNode row = row().put("product", product).put("row", name);
            String start = row.toString().replace("}", ",");
            if (lines().stream().anyMatch(line -> line.startsWith(start))) {
                return;
            }
            row.setAll(measurement.get());
            row.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            Files.writeString(file, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            System.err.println(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that has been measured so far, as a table in Markdown. */
    String table() {
        StringBuilder table = new StringBuilder("| product | row | figures |\n|---|---|---|\n");
        try {
            for (String line : lines()) {
                List<String> cells = new ArrayList<>();
                List<String> figures = new ArrayList<>();
                JSON.readTree(line).properties().forEach(field -> {
                    if (field.getValue().isNumber()) {
                        double value = field.getValue().asDouble();
                        figures.add(field.getKey().replace('_', ' ') + String.format(Locale.ROOT, " %.3f", value));
                    } else {
                        cells.add(field.getValue().asText());
                    }
                });
                cells.add(String.join(", ", figures));
                table.append("| ").append(String.join(" | ", cells)).append(" |\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table.toString();
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}

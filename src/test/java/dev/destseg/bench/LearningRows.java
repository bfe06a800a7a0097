package dev.destseg.bench;

import com.fasterxml.jackson.databind.JsonNode;
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
    private static final String PRODUCT = "product";
    private static final String NAME = "row";

    static ObjectNode row() {
        return JSON.createObjectNode();
    }

    /** The name of a row: rows that once had one seed alone do not name it. */
    static String ofSeed(String name, int seed) {
        return seed == 1 ? name : name + ", seed " + seed;
    }

    void measure(String product, String name, Supplier<ObjectNode> measurement) {
        if (!only.isEmpty() && !only.equals(name)) {
            return;
        }
        try {
            ObjectNode row = row().put(PRODUCT, product).put(NAME, name);
            String start = row.toString().replace("}", ",");
            if (lines().stream().anyMatch(line -> line.startsWith(start))) {
                System.err.println("'" + name + "' was measured before, on whatever device, see " + file);
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
                ObjectNode row = (ObjectNode) JSON.readTree(line);
                table.append("| %s | %s | "
                        .formatted(
                                row.remove(PRODUCT).asText(), row.remove(NAME).asText()));
                List<String> figures = new ArrayList<>();
                row.properties()
                        .forEach(field -> figures.add(field.getKey().replace('_', ' ') + " " + told(field.getValue())));
                table.append(String.join(", ", figures)).append(" |\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table.toString();
    }

    private static String told(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.3f", value.asDouble()) : value.asText();
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }
}

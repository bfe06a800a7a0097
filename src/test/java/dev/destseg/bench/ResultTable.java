package dev.destseg.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Run by {@code scripts/bench table}: prints what its benchmarks have written, one JSON object a line, as one table. The
 * argument is that file. Of several results of the same benchmark the last counts.
 */
final class ResultTable {
    private static final List<String> PEERS = List.of("PyTorch", "OpenVINO");

    private ResultTable() {}

    public static void main(String[] arguments) throws IOException {
        Map<String, JsonNode> results = new LinkedHashMap<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            JsonNode result = mapper.readTree(line);
            results.put(result.get("benchmark").asText(), result);
        }
        System.out.println("| what | median ms | peers, median ms | ours to theirs |");
        System.out.println("|---|---|---|---|");
        results.forEach((title, result) -> rows(title, result).forEach(System.out::println));
    }

    private static List<String> rows(String title, JsonNode result) {
        Map<String, Double> ours = new LinkedHashMap<>();
        Map<String, Double> theirs = new LinkedHashMap<>();
        result.properties().forEach(field -> {
            if (field.getValue().has("median_ms")) {
                boolean peer = PEERS.stream().anyMatch(field.getKey()::startsWith);
                (peer ? theirs : ours)
                        .put(field.getKey(), field.getValue().get("median_ms").asDouble());
            }
        });
        List<String> rows = new ArrayList<>();
        ours.forEach((name, median) -> rows.add(row(title + ": " + name, median, theirs)));
        return rows;
    }

    private static String row(String what, double median, Map<String, Double> peers) {
        List<String> times = new ArrayList<>();
        List<String> ratios = new ArrayList<>();
        peers.forEach((name, theirs) -> {
            times.add(String.format(Locale.ROOT, "%s %.1f", name, theirs));
            ratios.add(String.format(Locale.ROOT, "%.2f", median / theirs));
        });
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %s | %s |",
                what,
                median,
                String.join("; ", times),
                String.join("; ", ratios));
    }
}

package dev.destseg.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Run by {@code scripts/bench line}: arguments are a recipe, a folder of images, the seconds that parts come, how often broker and
 * appliance are killed each, the deadline of a part in milliseconds, and a folder to work in. Ends with 1 when a part is lost, or has two verdicts, or one out of turn.
 */
final class LineBenchmark {
    private static final Duration WARM = Duration.ofSeconds(15);

    private LineBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Duration length = Duration.ofSeconds(Long.parseLong(arguments[2]));
        int kills = Integer.parseInt(arguments[3]);
        LineReport report;
        Duration deadline = Duration.ofMillis(Long.parseLong(arguments[4]));
        try (LineTrial trial =
                new LineTrial(Path.of(arguments[0]), Path.of(arguments[1]), deadline, Path.of(arguments[5]))) {
            report = trial.run(length, kills, WARM);
        }
        System.out.printf(
                "line: 10 parts a second for %d s, a deadline of %d ms, broker and appliance killed %d times each%n",
                length.toSeconds(), deadline.toMillis(), kills);
        report.counts().forEach((what, count) -> System.out.printf("  %-22s %7d%n", what.replace('_', ' '), count));
        print("answer in registers", report.latencies());
        print("starts included", report.allLatencies());
        print("in the first " + WARM.toSeconds() + " s", report.latenciesAfterStarts());
        report.stages().forEach((stage, latencies) -> print("of it " + stage, latencies));
        List<String> faults = report.faults();
        faults.forEach(fault -> System.out.println("FAULT: " + fault));
        if (faults.isEmpty()) {
            System.out.println("Every part has exactly one verdict in the journal, and it was heard in its turn.");
        }
        System.out.println(json(report));
        System.exit(faults.isEmpty() ? 0 : 1);
    }

    private static void print(String what, Latencies latencies) {
        System.out.printf(
                Locale.ROOT,
                "  %-22s p50 %6.1f ms   p99 %6.1f   p99.9 %6.1f   max %6.1f   (%d)%n",
                what,
                latencies.percentile(0.5),
                latencies.percentile(0.99),
                latencies.percentile(0.999),
                latencies.percentile(1),
                latencies.count());
    }

    private static String json(LineReport report) {
        Latencies latencies = report.latencies();
        String counts = report.counts().entrySet().stream()
                .map((Map.Entry<String, Long> each) -> "\"" + each.getKey() + "\": " + each.getValue())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "{\"benchmark\": \"line\", %s, \"p50_ms\": %.1f, \"p99_ms\": %.1f, \"p999_ms\": %.1f, \"faults\": %d}",
                counts,
                latencies.percentile(0.5),
                latencies.percentile(0.99),
                latencies.percentile(0.999),
                report.faults().size());
    }
}

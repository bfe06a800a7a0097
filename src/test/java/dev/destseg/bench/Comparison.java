package dev.destseg.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Times contenders in turn, A B A B, so that whatever else the machine does hits all alike. */
final class Comparison {
    /** Runs that are not counted: memory is laid out and kernels are chosen in them. */
    private static final int WARM_UP = 2;

    /** Until threads of the contender before no longer look for work, which they do without a pause at first. */
    private static final long REST_MILLISECONDS = 50;

    private final String title;
    private final Map<String, List<Double>> milliseconds = new LinkedHashMap<>();

    private Comparison(String title) {
        this.title = title;
    }

    static Comparison of(String title, List<Contender> contenders, int rounds) {
        Comparison comparison = new Comparison(title);
        for (int round = -WARM_UP; round < rounds; round++) {
            for (Contender contender : contenders) {
                rest();
                double taken = contender.run();
                if (round >= 0) {
                    comparison
                            .milliseconds
                            .computeIfAbsent(contender.name(), name -> new ArrayList<>())
                            .add(taken);
                }
            }
        }
        comparison.milliseconds.values().forEach(times -> times.sort(null));
        return comparison;
    }

    private static void rest() {
        try {
            Thread.sleep(REST_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The median of each, in milliseconds, in their order. */
    Map<String, Double> medians() {
        Map<String, Double> medians = new LinkedHashMap<>();
        milliseconds.forEach((name, times) -> medians.put(name, median(times)));
        return medians;
    }

    private static double median(List<Double> sorted) {
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    void print() {
        System.out.println(title);
        milliseconds.forEach((name, times) -> System.out.printf(
                Locale.ROOT,
                "  %-24s median %8.1f ms   min %8.1f   max %8.1f   (%d runs)%n",
                name,
                median(times),
                times.get(0),
                times.get(times.size() - 1),
                times.size()));
        List<String> names = List.copyOf(milliseconds.keySet());
        String last = names.get(names.size() - 1);
        names.subList(0, names.size() - 1).forEach(name -> ratio(name, last));
        System.out.println(json());
    }

    private void ratio(String name, String other) {
        List<Double> times = milliseconds.get(name);
        List<Double> others = milliseconds.get(other);
        System.out.printf(
                Locale.ROOT,
                "  %-24s median %8.2f      min %8.2f   (below 1: %s is faster)%n",
                name + " / " + other,
                median(times) / median(others),
                times.get(0) / others.get(0),
                name);
    }

    private String json() {
        StringJoiner fields = new StringJoiner(", ", "{", "}");
        fields.add("\"benchmark\": \"" + title + "\"");
        milliseconds.forEach((name, times) -> fields.add(String.format(
                Locale.ROOT,
                "\"%s\": {\"median_ms\": %.2f, \"min_ms\": %.2f, \"max_ms\": %.2f}",
                name,
                median(times),
                times.get(0),
                times.get(times.size() - 1))));
        return fields.toString();
    }
}

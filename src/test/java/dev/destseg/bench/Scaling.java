package dev.destseg.bench;

import dev.destseg.network.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What more threads bring: to one image, and to several that are judged side by side by an engine each. */
record Scaling(Profile profile, int batch, List<Integer> threads) {
    private interface Maker {
        Ours make(Profile profile, int batch, int threads);
    }

    void print(int rounds) {
        print("float", Ours::inference, rounds);
        print("int8", Ours::int8, rounds);
    }

    private void print(String kind, Maker maker, int rounds) {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (int count : threads) {
                contenders.add(maker.make(profile, batch, count).named(kind + ", threads: " + count));
            }
            int engines = Collections.max(threads);
            List<Ours> single = IntStream.range(0, engines)
                    .mapToObj(i -> maker.make(profile, batch, 1))
                    .toList();
            contenders.add(SideBySide.of(kind + ", engines of 1 thread: " + engines, single));
            print(Comparison.of("", contenders, rounds).medians());
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    private void print(Map<String, Double> medians) {
        double first = medians.values().iterator().next();
        medians.forEach((name, median) -> System.out.printf(
                Locale.ROOT,
                "  %-28s median %8.1f ms an image   %8.1f images a second   %.2f of the first%n",
                name,
                median / batch,
                1000 * batch / median,
                first / median));
    }
}

package dev.destseg.training;

import dev.destseg.evaluation.Metrics;
import dev.destseg.recipe.ScoreMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Our figures as the paper gives its own.
 *
 * @param rows one for each combination of parts of the method
 * @param missing published categories without a result
 * @param unpublished categories that the published figures do not cover
 */
public record ReproductionTable(List<Row> rows, List<String> missing, List<String> unpublished) {
    public ReproductionTable {
        rows = List.copyOf(rows);
        missing = List.copyOf(missing);
        unpublished = List.copyOf(unpublished);
    }

    /**
     * One combination of parts of the method.
     *
     * @param segmentation {@code seg}: the segmentation network's map, or else the DeST map
     * @param categories over seeds, by category
     * @param overall over seeds, of the means over categories
     */
    public record Row(
            Ablation ablation,
            boolean segmentation,
            SortedMap<String, Map<PublishedMeasure, Spread>> categories,
            Map<PublishedMeasure, Spread> overall) {
        public Row {
            categories = Collections.unmodifiableSortedMap(new TreeMap<>(categories));
            overall = Collections.unmodifiableMap(new EnumMap<>(overall));
        }

        /** The parts in place, as the paper abbreviates them, such as {@code den+ed+seg}. */
        public String label() {
            List<String> parts = new ArrayList<>();
            if (ablation.denoising()) {
                parts.add("den");
            }
            if (ablation.encoderDecoder()) {
                parts.add("ed");
            }
            if (segmentation) {
                parts.add("seg");
            }
            return parts.isEmpty() ? "none (STPM)" : String.join("+", parts);
        }
    }

    /** @param results every category with the same seeds and ablations */
    public static ReproductionTable of(List<ReproductionResult> results) {
        Map<Ablation, List<ReproductionResult>> byAblation = results.stream()
                .collect(Collectors.groupingBy(
                        result -> result.run().ablation(), LinkedHashMap::new, Collectors.toList()));
        List<Row> rows = new ArrayList<>();
        byAblation.forEach((ablation, some) -> rows.add(row(ablation, some, ScoreMap.SEGMENTATION)));
        byAblation.forEach((ablation, some) -> rows.add(row(ablation, some, ScoreMap.DEST)));
        List<String> ours = results.stream()
                .map(result -> result.run().category())
                .distinct()
                .toList();
        return new ReproductionTable(
                rows, without(PublishedMeasure.CATEGORIES, ours), without(ours, PublishedMeasure.CATEGORIES));
    }

    private static List<String> without(List<String> all, List<String> some) {
        return all.stream().filter(each -> !some.contains(each)).toList();
    }

    private static Row row(Ablation ablation, List<ReproductionResult> results, ScoreMap map) {
        SortedMap<String, List<Metrics>> byCategory = new TreeMap<>();
        SortedMap<Long, List<Metrics>> bySeed = new TreeMap<>();
        for (ReproductionResult result : results) {
            Metrics metrics = result.figures(map);
            byCategory
                    .computeIfAbsent(result.run().category(), absent -> new ArrayList<>())
                    .add(metrics);
            bySeed.computeIfAbsent(result.run().seed(), absent -> new ArrayList<>())
                    .add(metrics);
        }
        SortedMap<String, Map<PublishedMeasure, Spread>> categories = new TreeMap<>();
        byCategory.forEach((category, runs) -> categories.put(category, spreads(runs)));
        Map<PublishedMeasure, Spread> overall =
                spreads(bySeed.values().stream().map(Metrics::mean).toList());
        return new Row(ablation, map == ScoreMap.SEGMENTATION, categories, overall);
    }

    private static Map<PublishedMeasure, Spread> spreads(Collection<Metrics> runs) {
        Map<PublishedMeasure, Spread> spreads = new EnumMap<>(PublishedMeasure.class);
        for (PublishedMeasure measure : PublishedMeasure.values()) {
            spreads.put(
                    measure, Spread.of(runs.stream().mapToDouble(measure::of).toArray()));
        }
        return spreads;
    }
}

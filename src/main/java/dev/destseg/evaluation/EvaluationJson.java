package dev.destseg.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as one JSON object.
 *
 * <p>{@code maps.<map>.overall} and {@code maps.<map>.kinds.<kind>} hold the figures, null where undefined;
 * {@code score_map} names the map that verdicts use, {@code counts} the images, {@code threshold} the threshold and how it
 * was chosen. With several categories the figures are their means, kinds are named {@code <category>/<kind>}, thresholds
 * stand in the categories only, and {@code categories.<category>} holds the same object for each.
 */
public final class EvaluationJson {
    private EvaluationJson() {}

    /** The object of one or more categories, in lists, maps, strings, numbers and nulls. */
    public static Map<String, @Nullable Object> toMap(List<Evaluation> categories) {
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("There is no category to write");
        }
        if (categories.size() == 1) {
            return category(categories.get(0));
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("score_map", categories.get(0).scoreMap());
        object.put("maps", means(categories));
        object.put("counts", counts(categories));
        Map<String, Object> byName = new LinkedHashMap<>();
        categories.forEach(category -> byName.put(category.category(), category(category)));
        object.put("categories", byName);
        return object;
    }

    /** The object as text. */
    public static String write(List<Evaluation> categories) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(toMap(categories));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Lists and maps could not be written as JSON", impossible);
        }
    }

    private static Map<String, @Nullable Object> category(Evaluation evaluation) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("category", evaluation.category());
        object.put("score_map", evaluation.scoreMap());
        Map<String, Object> maps = new LinkedHashMap<>();
        evaluation.maps().forEach((name, map) -> maps.put(name, figures(map.overall(), map.kinds())));
        object.put("maps", maps);
        object.put("counts", counts(List.of(evaluation)));
        object.put("threshold", evaluation.threshold() == null ? null : threshold(evaluation.threshold()));
        return object;
    }

    private static Map<String, Object> means(List<Evaluation> categories) {
        Map<String, Object> maps = new LinkedHashMap<>();
        for (String name : categories.get(0).maps().keySet()) {
            List<Metrics> overall = new ArrayList<>();
            Map<String, Metrics> kinds = new LinkedHashMap<>();
            for (Evaluation category : categories) {
                MapEvaluation map = Objects.requireNonNull(
                        category.maps().get(name), () -> category.category() + " lacks the map " + name);
                overall.add(map.overall());
                map.kinds().forEach((kind, metrics) -> kinds.put(category.category() + "/" + kind, metrics));
            }
            maps.put(name, figures(Metrics.mean(overall), kinds));
        }
        return maps;
    }

    private static Map<String, Object> figures(Metrics overall, Map<String, Metrics> kinds) {
        Map<String, Object> byKind = new LinkedHashMap<>();
        kinds.forEach((kind, metrics) -> byKind.put(kind, metrics.toMap()));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("overall", overall.toMap());
        object.put("kinds", byKind);
        return object;
    }

    private static Map<String, Object> counts(List<Evaluation> categories) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("images", sum(categories, category -> category.good() + category.defect()));
        counts.put("good", sum(categories, Evaluation::good));
        counts.put("defect", sum(categories, Evaluation::defect));
        counts.put("defect_with_mask", sum(categories, category -> category.scored()
                .maskedDefects()));
        counts.put("skipped", sum(categories, Evaluation::skipped));
        return counts;
    }

    private static int sum(List<Evaluation> categories, ToIntFunction<Evaluation> count) {
        return categories.stream().mapToInt(count).sum();
    }

    private static Map<String, @Nullable Object> threshold(ThresholdChoice choice) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("value", choice.threshold());
        object.put("method", choice.method().name().toLowerCase(Locale.ROOT));
        object.put("good_images", choice.goodImages());
        object.put("defect_images", choice.defectImages());
        object.put("false_reject_bound", choice.falseRejectBound());
        object.put("confidence", choice.confidence());
        object.put("false_rejects", choice.falseRejects());
        object.put("misses", choice.misses());
        object.put("explanation", choice.explanation());
        return object;
    }
}

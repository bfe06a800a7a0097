package dev.destseg.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What evaluating a recipe on one category (one product) gave.
 *
 * @param category name of the product
 * @param scoreMap which of the maps verdicts use
 * @param maps by the name of the map, in the order to show them
 * @param skipped images that could not be read
 * @param threshold the threshold of verdicts and how it was chosen; null when there is none yet
 */
public record Evaluation(
        String category,
        String scoreMap,
        Map<String, MapEvaluation> maps,
        int skipped,
        @Nullable ThresholdChoice threshold) {

    /** @throws IllegalArgumentException when the map that verdicts use is not among the maps */
    public Evaluation {
        if (!maps.containsKey(scoreMap)) {
            throw new IllegalArgumentException(
                    "Verdicts of " + category + " use the map " + scoreMap + ", but it has only " + maps.keySet());
        }
        maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
    }

    /** The map that verdicts use. */
    public MapEvaluation scored() {
        return Objects.requireNonNull(maps.get(scoreMap));
    }

    /** Good images that were scored. */
    public int good() {
        return count(scored().images(), false);
    }

    /** Defective images that were scored. */
    public int defect() {
        return count(scored().images(), true);
    }

    private static int count(List<ImageScore> images, boolean defect) {
        return (int) images.stream().filter(image -> image.defect() == defect).count();
    }
}

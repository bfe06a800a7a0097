package dev.destseg.inspection.journal;

import dev.destseg.image.Region;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Timings;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.ZoneJudgement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the journal keeps of an inspection besides image and map.
 *
 * @param origin where the image comes from
 * @param recipe what judged it, {@link JudgingRecipe#NONE} where nothing could
 * @param verdict what was said of the part
 * @param reason why there is no judgement; present with CANNOT_JUDGE only
 * @param score anomaly score, in [0, 1]; absent with CANNOT_JUDGE
 * @param threshold score at and above which the verdict is DEFECT; 0 and without meaning where nothing judged it
 * @param regions in pixels of the image
 * @param timings by stage
 * @param zones what was said of each zone; empty where the recipe has none
 */
public record JudgedPart(
        Origin origin,
        JudgingRecipe recipe,
        Verdict verdict,
        Optional<String> reason,
        OptionalDouble score,
        double threshold,
        List<Region> regions,
        SortedMap<String, Duration> timings,
        List<ZoneJudgement> zones) {
    /** @throws IllegalArgumentException when the verdict and what supports it disagree */
    public JudgedPart {
        regions = List.copyOf(regions);
        zones = List.copyOf(zones);
        timings = Collections.unmodifiableSortedMap(new TreeMap<>(timings));
        boolean judged = verdict != Verdict.CANNOT_JUDGE;
        if (judged != score.isPresent() || judged == reason.isPresent()) {
            throw new IllegalArgumentException("A judged part has a score, any other a reason");
        }
    }

    /** By a recipe without zones. */
    public JudgedPart(
            Origin origin,
            JudgingRecipe recipe,
            Verdict verdict,
            Optional<String> reason,
            OptionalDouble score,
            double threshold,
            List<Region> regions,
            SortedMap<String, Duration> timings) {
        this(origin, recipe, verdict, reason, score, threshold, regions, timings, List.of());
    }

    /**
     * An inspection as it is journaled.
     *
     * @param more timings of stages around the inspection, by name
     */
    public static JudgedPart of(
            Origin origin, JudgingRecipe recipe, Inspection inspection, Map<String, Duration> more) {
        SortedMap<String, Duration> timings = new TreeMap<>(more);
        Timings own = inspection.timings();
        timings.put("preprocessing", own.preprocessing());
        timings.put("network", own.network());
        timings.put("postprocessing", own.postprocessing());
        return new JudgedPart(
                origin,
                recipe,
                inspection.verdict(),
                inspection.reason(),
                inspection.score(),
                inspection.threshold(),
                inspection.regions(),
                timings,
                inspection.zones());
    }
}

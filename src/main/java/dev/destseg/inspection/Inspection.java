package dev.destseg.inspection;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Region;
import dev.destseg.recipe.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One image judged.
 *
 * @param verdict what is said of the part
 * @param reason why there is no judgement; present with CANNOT_JUDGE only
 * @param score anomaly score, in [0, 1]; absent with CANNOT_JUDGE
 * @param threshold score at and above which the verdict is DEFECT; 0 and without meaning without a recipe
 * @param regions where the map reaches the threshold, in pixels of the image as it was given, highest peak first; at
 *     most 1,000
 * @param map the region of interest of the image as it was given, at the size that the recipe judges at; absent with
 *     CANNOT_JUDGE
 * @param recipe digest of the recipe that judged; {@link #NO_RECIPE} where there was none to judge
 * @param timings of the stages
 * @param zones what was said of each zone of the image; empty where the recipe has none. Score, threshold, peaks and map are on
 *     their common scale then, see {@link dev.destseg.recipe.Zone}; zones that could not be judged are 0 on the map
 */
public record Inspection(
        Verdict verdict,
        Optional<String> reason,
        OptionalDouble score,
        double threshold,
        List<Region> regions,
        Optional<AnomalyMap> map,
        Sha256 recipe,
        Timings timings,
        List<ZoneJudgement> zones) {
    /** In place of a digest. */
    public static final Sha256 NO_RECIPE = new Sha256("0".repeat(64));

    /** @throws IllegalArgumentException when the verdict and what supports it disagree */
    public Inspection {
        regions = List.copyOf(regions);
        zones = List.copyOf(zones);
        boolean judged = verdict != Verdict.CANNOT_JUDGE;
        if (judged != score.isPresent() || judged != map.isPresent() || judged == reason.isPresent()) {
            throw new IllegalArgumentException("A judged part has a score and a map, any other a reason");
        }
    }

    /** By a recipe without zones. */
    public Inspection(
            Verdict verdict,
            Optional<String> reason,
            OptionalDouble score,
            double threshold,
            List<Region> regions,
            Optional<AnomalyMap> map,
            Sha256 recipe,
            Timings timings) {
        this(verdict, reason, score, threshold, regions, map, recipe, timings, List.of());
    }

    /** CANNOT_JUDGE, since there is no recipe to judge by. */
    static Inspection withoutRecipe(String reason) {
        return new Inspection(
                Verdict.CANNOT_JUDGE,
                Optional.of(reason),
                OptionalDouble.empty(),
                0,
                List.of(),
                Optional.empty(),
                NO_RECIPE,
                Timings.NONE);
    }
}

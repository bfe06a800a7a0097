package dev.destseg.inspection.journal;

import dev.destseg.image.Region;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Verdict;
import dev.destseg.recipe.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a candidate would have said of a part, where that is another verdict than the one that was given.
 *
 * @param inspection in which the active recipe judged the part
 * @param candidate the recipe that judged it beside
 * @param verdict of the candidate
 * @param reason why it has no judgement; present with CANNOT_JUDGE only
 * @param score its anomaly score; absent with CANNOT_JUDGE
 * @param threshold its threshold
 * @param regions in pixels of the image
 */
public record Disagreement(
        EntryId inspection,
        Sha256 candidate,
        Verdict verdict,
        Optional<String> reason,
        OptionalDouble score,
        double threshold,
        List<Region> regions) {
    public Disagreement {
        regions = List.copyOf(regions);
    }

    /** @param other how the candidate judged the part */
    public static Disagreement of(EntryId inspection, Inspection other) {
        return new Disagreement(
                inspection,
                other.recipe(),
                other.verdict(),
                other.reason(),
                other.score(),
                other.threshold(),
                other.regions());
    }
}

package dev.destseg.inspection;

import dev.destseg.recipe.Sha256;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is said of one zone of a part.
 *
 * @param zone its name
 * @param verdict of it
 * @param reason why there is no judgement; present with CANNOT_JUDGE only
 * @param score of its own recipe, in [0, 1]; absent with CANNOT_JUDGE
 * @param threshold of its own recipe: score at and above which the zone is a DEFECT
 * @param recipe digest of its own recipe
 */
public record ZoneJudgement(
        String zone, Verdict verdict, Optional<String> reason, OptionalDouble score, double threshold, Sha256 recipe) {
    static ZoneJudgement of(String zone, Inspection inspection) {
        return new ZoneJudgement(
                zone,
                inspection.verdict(),
                inspection.reason(),
                inspection.score(),
                inspection.threshold(),
                inspection.recipe());
    }
}

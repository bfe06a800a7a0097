package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.image.Region;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.ZoneJudgement;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.JudgedPart;
import dev.destseg.inspection.journal.JudgingRecipe;
import dev.destseg.inspection.journal.Opinion;
import dev.destseg.recipe.RecipeDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An inspection as answers show it. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Inspection")
record InspectionView(
        UUID id,
        @Schema(description = "When it was accepted to be judged.") Instant received,
        @Nullable
                @Schema(
                        description = "When the image was taken, where its camera or sender says so.",
                        examples = "2026-01-31T11:59:59.920Z")
                Instant captured,
        String product,
        @Nullable String part,
        @Nullable String station,
        @Schema(description = "CANNOT_JUDGE is never to be taken for OK.", examples = "DEFECT") Verdict verdict,
        @Nullable @Schema(description = "Why there is no judgement; with CANNOT_JUDGE only.") String reason,
        @Nullable @Schema(description = "From 0 to 1; absent with CANNOT_JUDGE.", examples = "0.731") Double score,
        @Nullable
                @Schema(
                        description = "A score at or above it is a DEFECT; absent where no recipe was active.",
                        examples = "0.42")
                Double threshold,
        @Schema(description = "In pixels of the image, highest peak first; at most 1,000.") List<RegionView> regions,
        @Schema(description = "What is said of each zone; empty where the recipe has none.") List<ZoneView> zones,
        @Nullable @Schema(description = "The recipe that judged; absent where none was active.") RecipeReference recipe,
        @JsonProperty("timings_ms") @Schema(description = "Milliseconds by stage.", examples = "{\"network\": 70.2}")
                Map<String, Double> timings,
        @Nullable @Schema(description = "What the last feedback says the part really is.") Opinion opinion) {

    /** The recipe that judged. */
    @Schema(name = "RecipeReference")
    record RecipeReference(
            @Schema(examples = "flange") String name,
            @Schema(examples = "1") String version,
            @Schema(examples = "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")
                    String digest) {
        static @Nullable RecipeReference of(JudgingRecipe recipe) {
            return recipe.isNone()
                    ? null
                    : new RecipeReference(
                            recipe.name(), recipe.version(), recipe.digest().toString());
        }

        static RecipeReference of(ActiveRecipe active) {
            RecipeDescription recipe = active.stored().recipe().description();
            return new RecipeReference(
                    recipe.name(), recipe.version(), active.digest().toString());
        }
    }

    /** A connected part of the image that reaches the threshold. */
    @Schema(name = "Region")
    record RegionView(
            int x,
            int y,
            int width,
            int height,
            @Schema(description = "Pixels.") int area,
            @Schema(description = "Its highest score.") double peak,
            @JsonProperty("centroid_x") double centroidX,
            @JsonProperty("centroid_y") double centroidY,
            @Nullable @Schema(description = "The zone that it was found in.", examples = "left") String zone) {
        static RegionView of(Region region) {
            return new RegionView(
                    region.box().x(),
                    region.box().y(),
                    region.box().width(),
                    region.box().height(),
                    region.area(),
                    region.peak(),
                    region.centroidX(),
                    region.centroidY(),
                    region.zone().orElse(null));
        }
    }

    /** A zone of a part, with score and threshold of its own recipe. */
    @Schema(name = "Zone")
    record ZoneView(
            @Schema(examples = "left") String zone,
            @Schema(examples = "OK") Verdict verdict,
            @Nullable @Schema(description = "Why there is no judgement; with CANNOT_JUDGE only.") String reason,
            @Nullable @Schema(description = "Of its own recipe; absent with CANNOT_JUDGE.", examples = "0.12")
                    Double score,
            @Schema(description = "Of its own recipe.", examples = "0.42") double threshold,
            @Schema(
                            description = "Digest of its own recipe.",
                            examples = "sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b")
                    String recipe) {
        static ZoneView of(ZoneJudgement judgement) {
            return new ZoneView(
                    judgement.zone(),
                    judgement.verdict(),
                    judgement.reason().orElse(null),
                    judgement.score().isPresent() ? judgement.score().getAsDouble() : null,
                    judgement.threshold(),
                    judgement.recipe().toString());
        }
    }

    static InspectionView of(CompletedInspection completed) {
        Inspection inspection = completed.inspection();
        return new InspectionView(
                completed.id(),
                completed.received(),
                completed.request().captured().orElse(null),
                completed.product(),
                completed.request().part().orElse(null),
                completed.request().station().orElse(null),
                inspection.verdict(),
                inspection.reason().orElse(null),
                inspection.score().isPresent() ? inspection.score().getAsDouble() : null,
                completed.recipe().isPresent() ? inspection.threshold() : null,
                inspection.regions().stream().map(RegionView::of).toList(),
                inspection.zones().stream().map(ZoneView::of).toList(),
                completed
                        .recipe()
                        .map(recipe -> new RecipeReference(
                                recipe.name(),
                                recipe.version(),
                                inspection.recipe().toString()))
                        .orElse(null),
                milliseconds(completed),
                null);
    }

    static InspectionView of(InspectionEntry entry) {
        JudgedPart part = entry.part();
        Map<String, Double> timings = new LinkedHashMap<>();
        part.timings().forEach((stage, duration) -> timings.put(stage, in(duration)));
        return new InspectionView(
                UUID.fromString(entry.id().text()),
                part.origin().time(),
                part.origin().captured().orElse(null),
                part.origin().product(),
                part.origin().partNumber().orElse(null),
                part.origin().station().orElse(null),
                part.verdict(),
                part.reason().orElse(null),
                part.score().isPresent() ? part.score().getAsDouble() : null,
                part.recipe().isNone() ? null : part.threshold(),
                part.regions().stream().map(RegionView::of).toList(),
                part.zones().stream().map(ZoneView::of).toList(),
                RecipeReference.of(part.recipe()),
                timings,
                entry.opinion().orElse(null));
    }

    private static Map<String, Double> milliseconds(CompletedInspection completed) {
        Map<String, Double> timings = new LinkedHashMap<>();
        completed
                .stages()
                .forEach((stage, duration) -> timings.put(stage.name().toLowerCase(Locale.ROOT), in(duration)));
        return timings;
    }

    private static double in(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}

package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.dataset.Outline;
import dev.destseg.dataset.Registering;
import dev.destseg.dataset.TileSize;
import dev.destseg.network.Light;
import dev.destseg.recipe.Sha256;
import dev.destseg.training.runs.Run;
import dev.destseg.training.runs.RunId;
import dev.destseg.training.runs.RunProgress;
import dev.destseg.training.runs.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A training as answers show it. */
@Schema(name = "Training")
@JsonInclude(JsonInclude.Include.ALWAYS)
record TrainingView(
        @Schema(examples = "20260131-060000-123") String id,
        @Schema(examples = "flange") String product,
        String dataset,
        @Schema(description = "Digest of what it learns from.") String snapshot,
        @Schema(examples = "edge") String profile,
        @Nullable
                @JsonProperty("region_of_interest")
                @Schema(description = "The part of an image that is learned, where one was given.")
                RegionForm regionOfInterest,
        @Schema(description = "What of an image is neither learned nor judged.") List<String> ignore,
        @Nullable @Schema(description = "How large the tiles are that images are judged in.", examples = "512")
                String tile,
        @Nullable @Schema(description = "How parts may lie that are laid over a reference.", examples = "15,0.2")
                String register,
        @Nullable
                @Schema(
                        description =
                                "That parts are seen in; that of the recipe to go on from, or steady, where none was given.",
                        examples = "changing")
                String light,
        @Nullable String from,
        @Schema(description = "What it may take.") TrainingForm.BudgetForm budget,
        @Schema(description = "now or idle.") String schedule,
        boolean activate,
        @Schema(description = "Whether nobody asked for it.") boolean automatic,
        RunStatus status,
        @Nullable @Schema(description = "Of the last failure, or what it waits for, or of the outcome.") String reason,
        @Nullable @JsonProperty("paused_by") @Schema(description = "Who wants it to stand still.") String pausedBy,
        @Schema(description = "In a row.") int failures,
        Instant asked,
        @Nullable Instant ended,
        @Nullable @Schema(description = "How far its process is.") ProgressView progress,
        @Nullable @Schema(description = "Digest of the recipe that was learned.") String candidate,
        @Schema(description = "Whether the candidate is better than the recipe that judged then.") boolean offered,
        @Nullable @Schema(type = SchemaType.OBJECT, description = "How both judged the same cases.")
                JsonNode comparison) {
    /** How far a training is. */
    @Schema(name = "TrainingProgress")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ProgressView(
            @Schema(examples = "denoising") String phase,
            @Schema(description = "Of the phase.", examples = "42.5") double percent,
            @Nullable Double loss,
            @Nullable @JsonProperty("steps_per_second") Double stepsPerSecond,
            @Nullable @JsonProperty("seconds_left") @Schema(description = "Of the phase.") Double secondsLeft,
            @Nullable @JsonProperty("seconds_spent") @Schema(description = "On learning, pauses not counted.")
                    Double secondsSpent,
            @Nullable @JsonProperty("memory_mebibytes") @Schema(description = "That its process takes now.")
                    Integer memoryMebibytes,
            @Nullable @Schema(description = "Why it stands still.") String waiting,
            @Schema(
                            description =
                                    "Where current anomaly maps are, drawn over a good image and over the same with"
                                            + " synthetic defects, as PNG of at most 256 x 256; other addresses whenever they are new.",
                            examples = "[\"/api/v1/trainings/20260131-060000-123/previews/0?shown=7\"]")
                    List<String> previews) {
        static ProgressView of(RunId id, RunProgress progress) {
            RunProgress.Beside beside = progress.beside();
            return new ProgressView(
                    progress.phase(),
                    progress.percent(),
                    number(progress.loss()),
                    number(progress.stepsPerSecond()),
                    number(progress.secondsLeft()),
                    number(progress.secondsSpent()),
                    beside.mebibytes().isPresent() ? beside.mebibytes().getAsInt() : null,
                    beside.waiting().orElse(null),
                    IntStream.range(0, beside.previews())
                            .mapToObj(
                                    number -> TrainingResource.previewPath(id, number) + "?shown=" + beside.previewed())
                            .toList());
        }

        private static @Nullable Double number(OptionalDouble number) {
            return number.isPresent() ? number.getAsDouble() : null;
        }
    }

    static TrainingView of(Run run, Optional<RunProgress> progress) {
        return new TrainingView(
                run.id().text(),
                run.order().product(),
                run.order().dataset().text(),
                run.order().snapshot().toString(),
                run.order().profile(),
                run.order().region().map(RegionForm::of).orElse(null),
                run.order().ignored().stream().map(Outline::toString).toList(),
                run.order().tile().map(TileSize::toString).orElse(null),
                run.order().registering().map(Registering::bounds).orElse(null),
                run.order().light().map(Light::label).orElse(null),
                run.order().from().map(Sha256::toString).orElse(null),
                TrainingForm.BudgetForm.of(run.order().budget()),
                run.order().idleHours() ? "idle" : "now",
                run.order().activate(),
                run.order().automatic(),
                run.status(),
                run.reason().orElse(null),
                run.pausedBy().orElse(null),
                run.failures(),
                run.asked(),
                run.ended().orElse(null),
                progress.map(now -> ProgressView.of(run.id(), now)).orElse(null),
                run.candidate().map(Sha256::toString).orElse(null),
                run.offered(),
                run.comparison().orElse(null));
    }
}

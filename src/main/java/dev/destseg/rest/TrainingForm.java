package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.dataset.Outline;
import dev.destseg.dataset.Registering;
import dev.destseg.dataset.TileSize;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.recipe.Sha256;
import dev.destseg.training.datasets.Snapshot;
import dev.destseg.training.runs.Budget;
import dev.destseg.training.runs.RunSettings;
import dev.destseg.training.runs.TrainingOrder;
import jakarta.ws.rs.BadRequestException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A training to be done. */
@Schema(name = "NewTraining")
record TrainingForm(
        @Nullable @Schema(description = "What to learn from, frozen now; or give a snapshot.", examples = "flange")
                String dataset,
        @Nullable @Schema(description = "Digest of a snapshot to learn from.") String snapshot,
        @Nullable @Schema(description = "Whose recipe it is to become; the dataset's name without it.") String product,
        @Nullable @Schema(description = "instant (the default), edge or paper.", examples = "edge") String profile,
        @Nullable @JsonProperty("input_size") @Schema(description = "256 without it.") Integer inputSize,
        @Nullable
                @JsonProperty("region_of_interest")
                @Schema(
                        description =
                                "The part of an image that is learned and judged; that of the recipe to go on from, or"
                                        + " all of it, without it.")
                RegionForm regionOfInterest,
        @Nullable
                @Schema(
                        description =
                                "What of an image is neither learned nor judged: boxes X,Y,WIDTH,HEIGHT and polygons of"
                                        + " corners X,Y, in shares of the image.",
                        examples = "[\"0.8,0,0.2,0.1\", \"0.1,0.1 0.2,0.1 0.15,0.2\"]")
                List<String> ignore,
        @Nullable
                @Schema(
                        description =
                                "Pixels of an image that a tile has a side, and behind a comma by how many they overlap, or"
                                        + " auto: judges large images in tiles, so that small defects are seen. In one piece"
                                        + " without it.",
                        examples = "512")
                String tile,
        @Nullable
                @Schema(
                        description =
                                "Lays every image over the first good one before it is learned or judged: by how many degrees"
                                        + " parts may be turned, and by which share of the longer side they may be off. Not with a"
                                        + " region or what is ignored, since nobody sees how that image lies.",
                        examples = "15,0.2")
                String register,
        @Nullable
                @Schema(
                        description =
                                "steady (the default), or changing, with the profile instant: every part is judged as if it were as"
                                        + " bright as all others, so that less or more light rejects no more good parts, as long"
                                        + " as the camera does not cut at white; what is darker or brighter as a whole, or over a"
                                        + " whole tile, is no defect then. A recipe to go on from keeps its own.",
                        examples = "changing")
                String light,
        @Nullable
                @Schema(
                        description =
                                "Digest of a recipe to go on from; instant adds the images to those it remembers.")
                String from,
        @Nullable BudgetForm budget,
        @Nullable @Schema(description = "now (the default) or idle: in the idle hours only.") String schedule,
        @Nullable @Schema(description = "Whether a better recipe may judge at once; false without it.")
                Boolean activate) {
    /** What it may take. */
    @Schema(name = "TrainingBudget")
    record BudgetForm(
            @Nullable
                    @Schema(
                            description =
                                    "Time for all of it, pauses not counted; instant takes what it needs, and with time to spare learns a second memory, which finds more where light changes and takes twice as long to judge; not for changing light, nor where it goes on from a recipe.",
                            examples = "900")
                    Long seconds,
            @Nullable @Schema(description = "Steps of both phases, instead of a time.", examples = "700,400")
                    String steps,
            @Nullable @JsonProperty("memory_mebibytes") @Schema(examples = "2048") Integer memoryMebibytes,
            @Nullable @Schema(description = "Above it the training pauses.", examples = "85") Double celsius) {
        static BudgetForm of(Budget budget) {
            return new BudgetForm(
                    budget.time().map(Duration::toSeconds).orElse(null),
                    budget.steps().orElse(null),
                    budget.memoryMebibytes(),
                    budget.celsius());
        }
    }

    /** @throws BadRequestException for a schedule that there is not, and for places on an image that nobody has seen */
    TrainingOrder order(Snapshot frozen, RunSettings settings) {
        if (register != null && (regionOfInterest != null || ignore != null && !ignore.isEmpty())) {
            throw new BadRequestException(
                    "Region and what is ignored would lie on the reference, which is the first good image of the"
                            + " snapshot, so that nobody sees what they cover; leave them or register out, or learn with 'destseg train"
                            + " --register IMAGE'");
        }
        return new TrainingOrder(
                product == null ? frozen.dataset().text() : product,
                frozen.dataset(),
                frozen.digest(),
                profile == null ? InstantModel.PROFILE : profile,
                inputSize == null ? TrainingOrder.USUAL_SIZE : inputSize,
                Optional.ofNullable(regionOfInterest).map(RegionForm::region),
                ignore == null ? List.of() : ignore.stream().map(Outline::parse).toList(),
                Optional.ofNullable(tile).flatMap(TileSize::parse),
                Optional.ofNullable(register).map(Registering::parse),
                Optional.ofNullable(light).map(Light::of),
                parent(),
                budget(settings),
                isIdle(),
                Boolean.TRUE.equals(activate),
                false);
    }

    private Optional<Sha256> parent() {
        return Optional.ofNullable(from).map(Digests::of);
    }

    private boolean isIdle() {
        if (schedule == null || schedule.equals("now")) {
            return false;
        }
        if (schedule.equals("idle")) {
            return true;
        }
        throw new BadRequestException("There is no schedule '" + schedule + "'; give now or idle");
    }

    private Budget budget(RunSettings settings) {
        BudgetForm given = budget == null ? new BudgetForm(null, null, null, null) : budget;
        return new Budget(
                Optional.ofNullable(given.seconds).map(Duration::ofSeconds),
                Optional.ofNullable(given.steps),
                given.memoryMebibytes == null ? settings.memoryMebibytes() : given.memoryMebibytes,
                given.celsius == null ? settings.celsius() : given.celsius);
    }
}

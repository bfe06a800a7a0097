package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.image.ImageStatistics;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.line.LineSettings;
import dev.destseg.line.camera.CameraState;
import dev.destseg.line.presence.FreeRunningState;
import dev.destseg.line.trigger.AnswerState;
import dev.destseg.line.trigger.StationState;
import dev.destseg.rest.InspectionView.RecipeReference;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A station, and what became of its triggers since the start. */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Station")
record StationView(
        @Schema(examples = "press-4") String name,
        @Nullable
                @Schema(
                        description = "What its parts are, as configured; null where it is the only product.",
                        examples = "flange")
                String product,
        @Nullable
                @Schema(
                        description =
                                "The recipe that judges them now; null where none does, so that nothing is judged.")
                RecipeReference recipe,
        @Schema(description = "Where its pictures come from.") SourceView source,
        @Schema(description = "Where triggers come from.", examples = "mqtt://broker.plant.example") String address,
        @Schema(description = "Triggers that came, each counted once.", examples = "18230") long triggers,
        @Nullable @JsonProperty("last_trigger") Instant lastTrigger,
        @Nullable @JsonProperty("last_number") @Schema(description = "Number of the last trigger.", examples = "18231")
                Long lastNumber,
        @Schema(
                        description = "Triggers whose number was left out, or that came while the box could not"
                                + " answer; they were answered with CANNOT_JUDGE.",
                        examples = "0")
                long missed,
        @Nullable @JsonProperty("last_missed") Instant lastMissed,
        @Schema(description = "Triggers that came again and were not answered again.", examples = "0") long doubled,
        @Schema(description = "How often the machine's counter began anew.", examples = "0") long anew,
        @Schema(description = "Signals that were no triggers.", examples = "0") long refused,
        @Schema(
                        description = "Triggers that no answer was kept for; the machine must take that for"
                                + " CANNOT_JUDGE.",
                        examples = "0")
                long unanswered,
        @Schema(description = "How it was answered.") AnswersView answers,
        @Nullable @Schema(description = "Why triggers cannot be heard or answered at present.") String problem,
        @Nullable @Schema(description = "Its camera, where it has one.") CameraView camera,
        @Nullable
                @JsonProperty("free_running")
                @Schema(description = "What it notices by itself, where it runs without triggers.")
                FreeRunningView freeRunning) {
    static StationView of(
            StationState state,
            LineSettings.Station station,
            Optional<ActiveRecipe> judging,
            AnswerState answers,
            @Nullable CameraState camera,
            @Nullable FreeRunningState freeRunning) {
        return new StationView(
                state.name(),
                station.product().orElse(null),
                judging.map(RecipeReference::of).orElse(null),
                SourceView.of(station, camera),
                state.address(),
                state.triggers(),
                state.lastTrigger().orElse(null),
                state.lastNumber().isPresent() ? state.lastNumber().getAsLong() : null,
                state.missed(),
                state.lastMissed().orElse(null),
                state.doubled(),
                state.anew(),
                state.refused(),
                state.unanswered(),
                AnswersView.of(answers),
                state.problem().orElse(null),
                camera == null ? null : CameraView.of(camera),
                freeRunning == null ? null : FreeRunningView.of(freeRunning));
    }

    /** What gives pictures. */
    enum SourceKind {
        CAMERA,
        IMAGES,
        MESSAGES
    }

    /** Where pictures come from. */
    @Schema(name = "StationSource")
    record SourceView(
            @Schema(description = "A camera, images of a folder in its place, or messages.") SourceKind kind,
            @Schema(
                            description = "Where that is, without passwords.",
                            examples = "rtsp://camera-4.plant.example/stream")
                    String address) {
        static SourceView of(LineSettings.Station station, @Nullable CameraState camera) {
            if (camera != null) {
                return new SourceView(SourceKind.CAMERA, camera.address());
            }
            return station.images()
                    .map(folder -> new SourceView(SourceKind.IMAGES, folder.toString()))
                    .orElseGet(() -> new SourceView(
                            SourceKind.MESSAGES,
                            station.messages()
                                    .map(broker -> broker.url().toString())
                                    .orElse("")));
        }
    }

    /** How a station was answered, since the start. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "StationAnswers")
    record AnswersView(
            @Schema(description = "Verdicts that were given.", examples = "18230") long given,
            @Nullable @Schema(description = "When the last of them was.") Instant last,
            @JsonProperty("deadline_ms")
                    @Schema(
                            description = "Time that a part has for its verdict, from acceptance, in milliseconds.",
                            examples = "100")
                    long deadline,
            @Schema(
                            description = "Parts whose deadline passed before they were judged; they got CANNOT_JUDGE.",
                            examples = "0")
                    long late,
            @Nullable @JsonProperty("last_late") @Schema(description = "When the last of them did.") Instant lastLate,
            @Schema(description = "The last parts, whose times the two figures are of.", examples = "1000") int parts,
            @Nullable
                    @JsonProperty("median_ms")
                    @Schema(
                            description = "Median time from acceptance until the verdict was kept and given.",
                            examples = "41.2")
                    Double median,
            @Nullable
                    @JsonProperty("p99_ms")
                    @Schema(description = "The time within which 99 in 100 of them were.", examples = "87.5")
                    Double longest) {
        static AnswersView of(AnswerState state) {
            return new AnswersView(
                    state.answers(),
                    state.lastAnswer().orElse(null),
                    state.deadline().toMillis(),
                    state.late(),
                    state.lastLate().orElse(null),
                    state.parts(),
                    state.median().map(AnswersView::milliseconds).orElse(null),
                    state.longest().map(AnswersView::milliseconds).orElse(null));
        }

        private static double milliseconds(Duration time) {
            return time.toNanos() / 1e6;
        }
    }

    /** What a station notices by itself, since the start. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "FreeRunning")
    record FreeRunningView(
            @Schema(description = "Parts that were to be judged.", examples = "5120") long noticed,
            @JsonProperty("passed_by")
                    @Schema(description = "What was there, did not come to rest and was not judged.", examples = "2")
                    long passedBy,
            @Schema(
                            description = "Parts that were noticed while too many waited; they are answered as missed.",
                            examples = "0")
                    long lost,
            @Schema(description = "Whether something is there now.") boolean present,
            @Nullable @Schema(description = "Why no part can be noticed at present.") String problem) {
        static FreeRunningView of(FreeRunningState state) {
            return new FreeRunningView(
                    state.noticed(),
                    state.passedBy(),
                    state.lost(),
                    state.present(),
                    state.problem().orElse(null));
        }
    }

    /** What a camera sees. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Camera")
    record CameraView(
            @Schema(description = "Where it is, without passwords.", examples = "rtsp://camera-4.plant.example/stream")
                    String address,
            @Schema(description = "Pictures since the start.", examples = "182300") long frames,
            @Nullable @JsonProperty("last_frame") @Schema(description = "When the last picture was taken.")
                    Instant lastFrame,
            @Schema(examples = "1280") int width,
            @Schema(examples = "720") int height,
            @Schema(description = "Pictures a second.", examples = "10.0") double rate,
            @Nullable @Schema(description = "Mean luma of the middle of the picture, 0 to 255.", examples = "104.2")
                    Double brightness,
            @Nullable @Schema(description = "Standard deviation of that luma.", examples = "41.7") Double contrast,
            @Nullable
                    @Schema(
                            description = "Root of the mean square of that luma's Laplacian; falls when out of focus.",
                            examples = "22.9")
                    Double sharpness,
            @Schema(description = "How often the camera was spoken to anew.", examples = "0") long restarts,
            @Nullable @Schema(description = "Why no picture of it can be judged at present.") String problem) {
        static CameraView of(CameraState state) {
            return new CameraView(
                    state.address(),
                    state.frames(),
                    state.lastFrame().orElse(null),
                    state.width(),
                    state.height(),
                    state.rate(),
                    figure(state, ImageStatistics::brightness),
                    figure(state, ImageStatistics::contrast),
                    figure(state, ImageStatistics::sharpness),
                    state.restarts(),
                    state.problem().orElse(null));
        }

        private static @Nullable Double figure(CameraState state, Function<ImageStatistics, Double> figure) {
            return state.looks().map(figure).orElse(null);
        }
    }
}

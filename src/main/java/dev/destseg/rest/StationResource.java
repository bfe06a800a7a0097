package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.image.ImageStatistics;
import dev.destseg.line.Stations;
import dev.destseg.line.camera.CameraState;
import dev.destseg.line.presence.FreeRunningState;
import dev.destseg.line.trigger.PushedTriggers;
import dev.destseg.line.trigger.StationState;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Stations that take pictures when the machine says so. */
@Path("/api/v1/stations")
@Tag(name = "Line")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class StationResource {
    private final Stations stations;

    StationResource(Stations stations) {
        this.stations = stations;
    }

    /** A station, and what became of its triggers since the start. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Station")
    record StationView(
            @Schema(examples = "press-4") String name,
            @Schema(description = "Where triggers come from.", examples = "mqtt://broker.plant.example") String address,
            @Schema(description = "Triggers that came, each counted once.", examples = "18230") long triggers,
            @Nullable @JsonProperty("last_trigger") Instant lastTrigger,
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
            @Nullable @Schema(description = "Why triggers cannot be heard or answered at present.") String problem,
            @Nullable @Schema(description = "Its camera, where it has one.") CameraView camera,
            @Nullable
                    @JsonProperty("free_running")
                    @Schema(description = "What it notices by itself, where it runs without triggers.")
                    FreeRunningView freeRunning) {
        static StationView of(
                StationState state, @Nullable CameraState camera, @Nullable FreeRunningState freeRunning) {
            return new StationView(
                    state.name(),
                    state.address(),
                    state.triggers(),
                    state.lastTrigger().orElse(null),
                    state.missed(),
                    state.lastMissed().orElse(null),
                    state.doubled(),
                    state.anew(),
                    state.refused(),
                    state.unanswered(),
                    state.problem().orElse(null),
                    camera == null ? null : CameraView.of(camera),
                    freeRunning == null ? null : FreeRunningView.of(freeRunning));
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

    @GET
    @Operation(summary = "The stations that take pictures by themselves, and what became of their triggers.")
    public List<StationView> stations() {
        Map<String, CameraState> cameras =
                stations.cameras().stream().collect(Collectors.toMap(CameraState::name, Function.identity()));
        Map<String, FreeRunningState> noticed = stations.noticed();
        return stations.states().stream()
                .map(state -> StationView.of(state, cameras.get(state.name()), noticed.get(state.name())))
                .toList();
    }

    /** A signal that a part is there. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Trigger")
    record TriggerForm(
            @Nullable
                    @Schema(
                            description =
                                    "What the machine's counter says, so that a trigger that is missing or comes twice"
                                            + " is noticed; absent where the box is to count.",
                            examples = "17")
                    Long sequence,
            @Nullable @Schema(description = "Number of the part, for the record.", examples = "A-17") String part) {}

    @POST
    @Path("{name}/triggers")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(RoleName.OPERATOR)
    @Operation(
            summary = "Has a station take a picture now, and judges it.",
            description =
                    "For stations whose triggers are configured as http:api. The verdict is in the journal and goes"
                            + " to the outputs, under the number of the trigger.")
    @APIResponse(responseCode = "202", description = "The trigger was taken.")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    @APIResponse(responseCode = "503", ref = "Problem")
    public Response trigger(@PathParam("name") String name, @Nullable TriggerForm form) {
        PushedTriggers triggers = stations.pushed(name).orElseThrow(() -> refusal(name));
        TriggerForm given = form == null ? new TriggerForm(null, null) : form;
        OptionalLong sequence = given.sequence() == null ? OptionalLong.empty() : OptionalLong.of(given.sequence());
        if (!triggers.push(sequence, Optional.ofNullable(given.part()))) {
            return Problem.answer(
                            Status.SERVICE_UNAVAILABLE,
                            "The station " + name + " takes no triggers now, or too many wait; this one was not taken")
                    .header(HttpHeaders.RETRY_AFTER, 1)
                    .build();
        }
        return Response.accepted(given).build();
    }

    private WebApplicationException refusal(String name) {
        return stations.states().stream()
                .filter(state -> state.name().equals(name))
                .findFirst()
                .<WebApplicationException>map(state -> new ClientErrorException(
                        "The station " + name + " hears triggers from " + state.address()
                                + "; to send them here, configure http:api",
                        Status.CONFLICT))
                .orElseGet(() -> new NotFoundException("There is no station " + name + "; name one that is listed"));
    }
}

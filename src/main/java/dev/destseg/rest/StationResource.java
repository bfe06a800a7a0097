package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.line.LineSettings;
import dev.destseg.line.StationAnswers;
import dev.destseg.line.Stations;
import dev.destseg.line.camera.CameraState;
import dev.destseg.line.presence.FreeRunningState;
import dev.destseg.line.trigger.AnswerState;
import dev.destseg.line.trigger.PushedTriggers;
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
    private final LineSettings settings;
    private final Stations stations;
    private final StationAnswers answers;
    private final ActiveRecipes recipes;

    StationResource(LineSettings settings, Stations stations, StationAnswers answers, ActiveRecipes recipes) {
        this.settings = settings;
        this.stations = stations;
        this.answers = answers;
        this.recipes = recipes;
    }

    @GET
    @Operation(summary = "The stations that take pictures by themselves, and what became of their triggers.")
    public List<StationView> stations() {
        Map<String, CameraState> cameras =
                stations.cameras().stream().collect(Collectors.toMap(CameraState::name, Function.identity()));
        Map<String, FreeRunningState> noticed = stations.noticed();
        Map<String, AnswerState> answered = answers.states();
        return stations.states().stream()
                .map(state -> {
                    String name = state.name();
                    LineSettings.Station station = settings.stations().get(name);
                    return StationView.of(
                            state,
                            station,
                            recipes.judging(station.product()),
                            answered.get(name),
                            cameras.get(name),
                            noticed.get(name));
                })
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

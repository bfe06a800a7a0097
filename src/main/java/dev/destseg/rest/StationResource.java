package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.line.Stations;
import dev.destseg.line.trigger.StationState;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
            @Nullable @Schema(description = "Why triggers cannot be heard or answered at present.") String problem) {
        static StationView of(StationState state) {
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
                    state.problem().orElse(null));
        }
    }

    @GET
    @Operation(summary = "The stations that take pictures by themselves, and what became of their triggers.")
    public List<StationView> stations() {
        return stations.states().stream().map(StationView::of).toList();
    }
}

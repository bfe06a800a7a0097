package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.Verdict;
import dev.destseg.line.GpioOutputs;
import dev.destseg.line.GpioSettings;
import dev.destseg.line.gpio.GpioOutputState;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Gates and lights. */
@Path("/api/v1/gpio")
@Tag(name = "Line")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class GpioResource {
    private final GpioSettings settings;
    private final GpioOutputs outputs;

    GpioResource(GpioSettings settings, GpioOutputs outputs) {
        this.settings = settings;
        this.outputs = outputs;
    }

    /** A gate or a light, and what became of it since the start. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "GpioOutput")
    record GpioView(
            @Schema(examples = "reject-gate") String name,
            @Schema(description = "Chip and line.", examples = "gpiochip0/22") String address,
            @Schema(description = "Whose verdicts it hears.", examples = "press-4") String station,
            @Schema(description = "Which of them.") List<Verdict> verdicts,
            @Schema(description = "Verdicts that moved or lit it, or ended that.", examples = "18230") long told,
            @Schema(description = "Verdicts that came too late for it and moved nothing.", examples = "0") long late,
            @Schema(description = "Verdicts that it could not be told of.", examples = "0") long lost,
            @Nullable @Schema(description = "Why it cannot be moved at present.") String problem) {
        static GpioView of(GpioOutputState state, GpioSettings.Output output) {
            return new GpioView(
                    state.name(),
                    output.chip() + "/" + output.line(),
                    output.station(),
                    output.verdicts().stream().sorted().toList(),
                    state.told(),
                    state.late(),
                    state.lost(),
                    state.problem().orElse(null));
        }
    }

    @GET
    @Operation(summary = "The gates and lights that verdicts move, and what became of them.")
    public List<GpioView> outputs() {
        return outputs.states().stream()
                .map(state -> GpioView.of(state, settings.all().get(state.name())))
                .toList();
    }
}

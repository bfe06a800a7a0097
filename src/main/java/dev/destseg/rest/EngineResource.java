package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.engines.EngineChange;
import dev.destseg.inspection.engines.Engines;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What runs the networks. */
@Path("/api/v1/engines")
@Tag(name = "Appliance")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class EngineResource {
    private final Engines engines;

    EngineResource(Engines engines) {
        this.engines = engines;
    }

    /** What runs the networks of this box. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Engines")
    record EnginesView(
            @Schema(description = "Asked for by destseg.inspection.device.", examples = "auto") String device,
            @JsonProperty("loads_on")
                    @Schema(description = "Where a recipe begins to judge.", examples = "onnxruntime-cpu")
                    String loadsOn,
            @Nullable @Schema(description = "Why the device asked for is not used, and what to do.") String obstacle,
            @Schema(
                            description =
                                    "What is on its way to a faster engine: of a recipe the networks for all cores,"
                                            + " those for half of them, and those of a candidate."
                                            + " What is not loaded any more is not listed.")
                    List<TakeoverView> takeovers) {}

    /** An engine that takes over, or could not. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Takeover")
    record TakeoverView(
            @Schema(
                            description = "Name, version and digest.",
                            examples =
                                    "flange 1 (sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b)")
                    String recipe,
            @Schema(examples = "onnxruntime-cuda") String runtime,
            @Schema(description = "waiting, building, runs or failed.", examples = "building") String stage,
            @Schema(description = "When it came there.") Instant since,
            @Nullable @Schema(description = "Why it does not run.") String reason) {}

    @GET
    @Operation(
            summary = "The device that runs the networks, and how far each recipe has come on its way to a faster one.")
    public EnginesView engines() {
        return new EnginesView(
                engines.wanted().label(),
                engines.runtime().name(),
                engines.obstacle().orElse(null),
                engines.changes().stream().map(EngineResource::view).toList());
    }

    private static TakeoverView view(EngineChange change) {
        return new TakeoverView(
                change.takeover().subject(),
                change.takeover().runtime(),
                change.takeover().stage().name().toLowerCase(Locale.ROOT),
                change.time(),
                change.takeover().reason().orElse(null));
    }
}

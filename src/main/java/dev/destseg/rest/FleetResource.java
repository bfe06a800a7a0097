package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.registry.fleet.Fleet;
import dev.destseg.registry.fleet.StationReport;
import dev.destseg.registry.sync.FleetList;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The boxes that report to the registry. */
@Path("/api/v1/fleet")
@Tag(name = "Registry")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class FleetResource {
    private final FleetList fleet;

    FleetResource(FleetList fleet) {
        this.fleet = fleet;
    }

    /**
     * The fleet.
     *
     * @param configured whether this box knows where the others report to
     * @param stations as their last reports show them
     */
    @Schema(name = "Fleet")
    record FleetView(boolean configured, List<StationView> stations) {}

    /** A box as its last report shows it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Station")
    record StationView(
            @Schema(examples = "press-4") String station,
            @Nullable @JsonProperty("last_seen") Instant lastSeen,
            @Nullable @Schema(description = "Version of its appliance.") String version,
            @Schema(description = "Whether the policy knows who signed the report.") boolean verified,
            @Schema(description = "Who signed it, or what is wrong with it.", examples = "signed by press-4")
                    String verification,
            @Nullable @Schema(description = "How the box is; null when its appliance did not tell.")
                    StationHealthView health,
            List<StationProductView> products) {}

    /** How a box is. */
    @Schema(name = "StationHealth")
    record StationHealthView(
            @Schema(description = "Whether it can judge.") boolean ready,
            @Schema(description = "Its health checks that warn.", examples = "[\"disk\"]") List<String> warnings) {}

    /** A product of a box. */
    @Schema(name = "StationProduct")
    record StationProductView(
            @Schema(examples = "flange") String product,
            @Schema(description = "Digest of the recipe that judges; empty when none does.") String recipe,
            @Schema(examples = "it judges") String state,
            @Schema(description = "Traits that drift.", examples = "[\"brightness\"]") List<String> drifts,
            @Schema(description = "Parts judged by this recipe.") long parts,
            @Schema(description = "Parts rejected by it.") long rejected) {}

    @GET
    @Operation(summary = "The boxes of the plant, from the reports that they leave in the registry.")
    @APIResponse(responseCode = "503", ref = "Problem")
    public FleetView list() {
        return fleet.list(Instant.now())
                .map(members -> new FleetView(
                        true, members.stream().map(FleetResource::view).toList()))
                .orElse(new FleetView(false, List.of()));
    }

    private static StationView view(Fleet.Member member) {
        @Nullable StationReport report = member.report().orElse(null);
        return new StationView(
                member.station(),
                report == null ? null : report.time(),
                report == null ? null : report.version(),
                member.verified(),
                member.words(),
                Optional.ofNullable(report)
                        .flatMap(StationReport::health)
                        .map(health -> new StationHealthView(health.ready(), health.warnings()))
                        .orElse(null),
                report == null
                        ? List.of()
                        : report.products().stream().map(FleetResource::view).toList());
    }

    private static StationProductView view(StationReport.Product product) {
        return new StationProductView(
                product.name(),
                product.recipe(),
                product.state(),
                product.drifts(),
                product.parts(),
                product.rejected());
    }
}

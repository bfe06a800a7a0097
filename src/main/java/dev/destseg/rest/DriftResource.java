package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.drift.DriftState;
import dev.destseg.inspection.drift.DriftWatch;
import dev.destseg.inspection.drift.Trait;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How parts look beside those that were taught. */
@Path("/api/v1/drift")
@Tag(name = "Appliance")
@RolesAllowed(RoleName.VIEWER)
class DriftResource {
    private final DriftWatch drift;

    DriftResource(DriftWatch drift) {
        this.drift = drift;
    }

    /** Where a trait of a product stands. */
    @Schema(name = "Drift")
    record DriftView(
            @Schema(examples = "flange") String product,
            @Schema(examples = "brightness") String trait,
            @Schema(description = "Moving average of the last images.") double average,
            @Schema(description = "Mean of the good images that were taught.") double taught,
            @JsonProperty("half_width") @Schema(description = "How far the average may be from that.") double halfWidth,
            @Schema(description = "0 as taught, -1 and 1 at the edges of what may be.", examples = "0.2")
                    double position,
            @Schema(description = "Since the recipe judges, or the start.") long images,
            @Schema(description = "From when it leaves its band until it is well within it.") boolean drifts) {
        static DriftView of(String product, Trait trait, DriftState state) {
            return new DriftView(
                    product,
                    trait.name().toLowerCase(Locale.ROOT),
                    state.average(),
                    state.mean(),
                    state.halfWidth(),
                    state.position(),
                    state.images(),
                    state.alarmed());
        }
    }

    @GET
    @Operation(
            summary = "How far brightness, contrast, sharpness and score of the last parts are from what was taught.",
            description =
                    "Products that nothing is known of, or that none was judged of since the start, are not listed.")
    public List<DriftView> drift() {
        return drift.states().entrySet().stream()
                .flatMap(product -> product.getValue().entrySet().stream()
                        .map(trait -> DriftView.of(product.getKey(), trait.getKey(), trait.getValue())))
                .toList();
    }
}

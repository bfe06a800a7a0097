package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.journal.RefusedVerdict;
import dev.destseg.line.Outputs;
import dev.destseg.line.output.OutputState;
import dev.destseg.line.output.OutputState.Failure;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who is told of verdicts. */
@Path("/api/v1/outputs")
@Tag(name = "Line")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class OutputResource {
    private final Outputs outputs;

    OutputResource(Outputs outputs) {
        this.outputs = outputs;
    }

    /** A receiver of verdicts, and how far it has come. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Output")
    record OutputView(
            @Schema(description = "In the configuration, under destseg.outputs.", examples = "line") String name,
            @Schema(examples = "mqtts://broker.plant.example:8883") String address,
            @Schema(description = "Verdicts that it was not told of yet.", examples = "0") long waiting,
            @Nullable @Schema(description = "When the first of them was given; null when none waits.") Instant oldest,
            @Schema(description = "Verdicts that it was told of since the start.", examples = "18230") long delivered,
            @Nullable
                    @Schema(description = "When it was last told of one, also before the start; null before the first.")
                    @JsonProperty("last_delivered")
                    Instant lastDelivered,
            @Schema(
                            description = "Verdicts that it was never told of, since they waited too long or were too"
                                    + " many.",
                            examples = "0")
                    long dropped,
            @Nullable
                    @Schema(description = "When the last of them was given up; null when none was.")
                    @JsonProperty("last_dropped")
                    Instant lastDropped,
            @Schema(
                            description = "Verdicts that it refused for good, which were put aside so that they hold"
                                    + " nobody up; see its /refused.",
                            examples = "0")
                    long refused,
            @Nullable
                    @Schema(description = "When the last of them was put aside; null when none was.")
                    @JsonProperty("last_refused")
                    Instant lastRefused,
            @Schema(description = "Whether the last attempt failed; it is tried again.") boolean failing,
            @Nullable
                    @Schema(
                            description = "What went wrong last, since the start; null when nothing did.",
                            examples =
                                    "https://mes.plant.example/verdicts answers 503; check there why it does not take"
                                            + " verdicts, and the credentials")
                    @JsonProperty("last_error")
                    String lastError,
            @Nullable @Schema(description = "When it did.") @JsonProperty("last_failed") Instant lastFailed) {
        static OutputView of(OutputState state) {
            return new OutputView(
                    state.name(),
                    state.address(),
                    state.waiting(),
                    state.oldest().orElse(null),
                    state.delivered(),
                    state.lastDelivered().orElse(null),
                    state.dropped(),
                    state.lastDropped().orElse(null),
                    state.refused(),
                    state.lastRefused().orElse(null),
                    state.failing(),
                    state.lastFailure().map(Failure::what).orElse(null),
                    state.lastFailure().map(Failure::when).orElse(null));
        }
    }

    @GET
    @Operation(summary = "Who is told of verdicts, how far each has come, and what keeps it from more.")
    public List<OutputView> outputs() {
        return outputs.states().stream().map(OutputView::of).toList();
    }

    /** A verdict that a receiver refused for good. */
    @Schema(name = "RefusedVerdict")
    record RefusedView(
            @Schema(description = "The inspection.", examples = "0198c5a4-7a10-7c3e-9d2f-1b2c3d4e5f60")
                    String inspection,
            @Schema(description = "When it was put aside.") Instant time,
            @Schema(
                            examples =
                                    "https://mes.plant.example/verdicts refuses this verdict with 422; check there what"
                                            + " it does not like about it")
                    String reason,
            @Schema(description = "What it was to be told.", type = SchemaType.OBJECT) @JsonRawValue String message) {
        static RefusedView of(RefusedVerdict refused) {
            return new RefusedView(
                    refused.verdict().inspection().text(),
                    refused.when(),
                    refused.reason(),
                    refused.verdict().message());
        }
    }

    @GET
    @Path("{name}/refused")
    @Operation(summary = "The last verdicts that a receiver refused for good, the newest first.")
    public List<RefusedView> refused(
            @PathParam("name") String name,
            @Parameter(description = "How many at most, up to 1,000.") @QueryParam("size") @DefaultValue("100")
                    int size) {
        return outputs.refused(name, size).orElseThrow(() -> absent(name)).stream()
                .map(RefusedView::of)
                .toList();
    }

    @POST
    @Path("{name}/refused")
    @RolesAllowed(RoleName.ENGINEER)
    @Operation(
            summary = "Has a receiver told again what it refused for good, when that was mended.",
            description = "Soon, the oldest first, out of turn; what is taken is no longer listed.")
    @APIResponse(responseCode = "202", description = "It will be told again.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response tellRefusedAgain(@PathParam("name") String name) {
        if (!outputs.tellRefusedAgain(name)) {
            throw absent(name);
        }
        return Response.accepted().build();
    }

    private static NotFoundException absent(String name) {
        return new NotFoundException("There is no output " + name + "; name one that is listed");
    }
}

package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.line.Outputs;
import dev.destseg.line.output.OutputState;
import dev.destseg.line.output.OutputState.Failure;
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
            @JsonProperty("put_aside")
                    @Schema(
                            description = "Of them those that are put aside still, neither told again nor given up.",
                            examples = "0")
                    long putAside,
            @Schema(description = "Whether the last attempt failed; it is tried again.") boolean failing,
            @Nullable
                    @Schema(
                            description =
                                    "Since when it is reached, or cannot be; null while the first attempt goes on.")
                    Instant since,
            @Nullable
                    @Schema(
                            description = "What went wrong last, since the start; null when nothing did.",
                            examples =
                                    "https://mes.plant.example/verdicts answers 503; check there why it does not take"
                                            + " verdicts, and the credentials")
                    @JsonProperty("last_error")
                    String lastError,
            @Nullable @Schema(description = "When it did.") @JsonProperty("last_failed") Instant lastFailed) {
        static OutputView of(OutputState state, long putAside) {
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
                    putAside,
                    state.failing(),
                    state.since().orElse(null),
                    state.lastFailure().map(Failure::what).orElse(null),
                    state.lastFailure().map(Failure::when).orElse(null));
        }
    }

    @GET
    @Operation(summary = "Who is told of verdicts, how far each has come, and what keeps it from more.")
    public List<OutputView> outputs() {
        return outputs.states().stream()
                .map(state -> OutputView.of(state, outputs.putAside(state.name())))
                .toList();
    }
}

package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.Event;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.RefusedVerdict;
import dev.destseg.line.Outputs;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What receivers refused for good, and what becomes of it. */
@Path("/api/v1/outputs/{name}/refused")
@Tag(name = "Line")
@Blocking
@APIResponse(responseCode = "404", ref = "Problem")
class RefusedVerdictResource {
    private final Outputs outputs;
    private final Instance<Journal> journal;
    private final SecurityIdentity identity;

    RefusedVerdictResource(Outputs outputs, Instance<Journal> journal, SecurityIdentity identity) {
        this.outputs = outputs;
        this.journal = journal;
        this.identity = identity;
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
    @RolesAllowed(RoleName.VIEWER)
    @Operation(summary = "The last verdicts that a receiver refused for good, the newest first.")
    public List<RefusedView> refused(
            @RestPath String name,
            @Parameter(description = "How many at most, up to 1,000.") @RestQuery @DefaultValue("100") int size) {
        return outputs.refused(name, size).orElseThrow(() -> absent(name)).stream()
                .map(RefusedView::of)
                .toList();
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Operation(
            summary = "Has a receiver told again what it refused for good, when that was mended.",
            description =
                    "Soon, the oldest first, out of turn, up to the first that is refused again; what is taken is no"
                            + " longer listed. The journal keeps who asked for it.")
    @APIResponse(responseCode = "202", description = "It will be told again.")
    public Response tellAgain(@RestPath String name) {
        if (!outputs.tellRefusedAgain(name)) {
            throw absent(name);
        }
        note(Event.VERDICTS_TOLD_AGAIN, name, outputs.putAside(name));
        return Response.accepted().build();
    }

    /**
     * What was given up.
     *
     * @param verdicts how many
     */
    @Schema(name = "DiscardedVerdicts")
    record DiscardedView(@Schema(examples = "3") int verdicts) {}

    @DELETE
    @RolesAllowed(RoleName.ENGINEER)
    @Operation(
            summary = "Gives up what a receiver refused for good: it will never be told of it.",
            description = "The inspections stay in the journal, which keeps who gave their verdicts up, too.")
    @APIResponse(responseCode = "400", ref = "Problem")
    public DiscardedView discardThrough(
            @RestPath String name,
            @RestQuery
                    @Parameter(
                            description = "The newest inspection whose verdict is given up, so that none is that came"
                                    + " since somebody looked.",
                            required = true,
                            example = "0198c5a4-7a10-7c3e-9d2f-1b2c3d4e5f60")
                    @Nullable
                    String through) {
        if (through == null) {
            throw new BadRequestException(
                    "Nobody can tell which verdicts are meant; name the newest of them (through=INSPECTION)");
        }
        return discarded(name, outputs.discardThrough(name, new EntryId(through)), through);
    }

    @DELETE
    @Path("{inspection}")
    @RolesAllowed(RoleName.ENGINEER)
    @Operation(
            summary = "Gives up one verdict that a receiver refused for good: it will never be told of it.",
            description = "The inspection stays in the journal, which keeps who gave its verdict up, too.")
    @APIResponse(responseCode = "400", ref = "Problem")
    public DiscardedView discard(@RestPath String name, @RestPath String inspection) {
        return discarded(name, outputs.discard(name, new EntryId(inspection)), inspection);
    }

    private DiscardedView discarded(String output, OptionalInt count, String inspection) {
        int verdicts = count.orElseThrow(() -> absent(output));
        if (verdicts == 0) {
            throw new NotFoundException("No verdict on the inspection " + inspection
                    + " is put aside; it was taken or given up meanwhile, or is not named rightly");
        }
        note(Event.VERDICTS_DISCARDED, output, verdicts);
        return new DiscardedView(verdicts);
    }

    private void note(String kind, String output, long verdicts) {
        ObjectNode details =
                JsonNodeFactory.instance.objectNode().put("output", output).put("verdicts", verdicts);
        journal.get()
                .append(new Event(Instant.now(), kind, identity.getPrincipal().getName(), details));
    }

    private static NotFoundException absent(String name) {
        return new NotFoundException("There is no output " + name + "; name one that is listed");
    }
}

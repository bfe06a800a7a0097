package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.Inspection;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.products.Rehearsal;
import dev.destseg.inspection.products.Rehearsals;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** What a recipe would have said of parts that another one judged. */
@Path(RecipeResource.PATH + "/{digest}/rehearsal")
@Tag(name = "Recipes")
@Blocking
@RolesAllowed(RoleName.ENGINEER)
class RehearsalResource {
    private final Instance<Rehearsals> rehearsals;

    RehearsalResource(Instance<Rehearsals> rehearsals) {
        this.rehearsals = rehearsals;
    }

    /** How far it is, with the part that was judged last. */
    @Schema(name = "RehearsalEvent")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StepView(
            @Schema(description = "Parts so far.") int done,
            @Schema(description = "Of so many.") int all,
            @Nullable @Schema(description = "The last one; null where its image is not kept.") PartView part) {
        static StepView of(Rehearsal.Step step) {
            return new StepView(
                    step.done(), step.all(), step.part().map(PartView::of).orElse(null));
        }
    }

    /**
     * A part.
     *
     * @param inspection what was said of it when it was judged
     * @param verdict of the recipe that is tried, as all that follows
     */
    @Schema(name = "RehearsedPart")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PartView(InspectionView inspection, Verdict verdict, @Nullable String reason, @Nullable Double score) {
        static PartView of(Rehearsal.Part part) {
            Inspection now = part.now();
            return new PartView(
                    InspectionView.of(part.before()),
                    now.verdict(),
                    now.reason().orElse(null),
                    now.score().isPresent() ? now.score().getAsDouble() : null);
        }
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RestStreamElementType(MediaType.APPLICATION_JSON)
    @Operation(
            summary =
                    "Judges the last parts of the journal again by a recipe, as server-sent events, newest part first.",
            description = "It judges when the line leaves time for it and has no say in any verdict; nothing is written"
                    + " down. One recipe is tried at a time. It ends with the connection.")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public Multi<StepView> rehearse(
            @RestPath String digest,
            @RestQuery @Nullable @Schema(examples = "flange") String product,
            @RestQuery @DefaultValue("200") int size) {
        String whose = Optional.ofNullable(product)
                .filter(name -> !name.isBlank())
                .orElseThrow(() -> new BadRequestException("Name the product whose parts are to be judged again"));
        Rehearsal rehearsal = rehearsals.get().begin(whose, Digests.parse(digest), size);
        return Multi.createFrom()
                .<StepView>emitter(emitter -> run(rehearsal, emitter))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onTermination()
                .invoke(rehearsal::end);
    }

    private static void run(Rehearsal rehearsal, MultiEmitter<? super StepView> emitter) {
        rehearsal.run(step -> emitter.emit(StepView.of(step)));
        emitter.complete();
    }
}

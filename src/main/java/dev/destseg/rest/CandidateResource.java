package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.Disagreement;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.inspection.journal.Numbered;
import dev.destseg.inspection.journal.Page;
import dev.destseg.inspection.products.Products;
import dev.destseg.inspection.products.Shadow;
import dev.destseg.rest.InspectionView.RegionView;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A recipe that judges live images beside the active one, for comparison only. */
@Path("/api/v1/products/{product}/candidate")
@Tag(name = "Candidates")
@Blocking
@APIResponse(responseCode = "404", ref = "Problem")
@RolesAllowed(RoleName.VIEWER)
class CandidateResource {
    private final Instance<Products> products;
    private final Instance<Journal> journal;
    private final ActiveRecipes active;

    CandidateResource(Instance<Products> products, Instance<Journal> journal, ActiveRecipes active) {
        this.products = products;
        this.journal = journal;
        this.active = active;
    }

    /**
     * How a candidate compares, since it or the appliance began.
     *
     * @param passedOver images that it did not judge because the line was busy
     */
    @Schema(name = "Candidate")
    record CandidateView(
            RecipeView recipe,
            Instant since,
            long agreed,
            long disagreed,
            @JsonProperty("passed_over") long passedOver,
            long failed) {}

    /**
     * A part that the candidate judges otherwise.
     *
     * @param inspection what was said of it; its image is under the inspection's name
     * @param verdict of the candidate, as all that follows
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "Disagreement")
    record DisagreementView(
            InspectionView inspection,
            Verdict verdict,
            @Nullable String reason,
            @Nullable Double score,
            double threshold,
            List<RegionView> regions) {}

    /**
     * A page.
     *
     * @param disagreements newest first
     * @param next what to give as cursor for the next page; null on the last
     */
    @Schema(name = "Disagreements")
    record PageView(List<DisagreementView> disagreements, @Nullable String next) {}

    @PUT
    @RolesAllowed(RoleName.ENGINEER)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Begins to compare a recipe with the active one.",
            description = "It judges live images when the line leaves time for it, and has no say in any verdict.")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public CandidateView begin(
            @RestPath String product, @Nullable RecipeChoice choice, @Context SecurityContext security) {
        return view(products.get()
                .shadow(
                        product,
                        Digests.parse(choice == null ? null : choice.recipe()),
                        security.getUserPrincipal().getName()));
    }

    @GET
    @Operation(summary = "How the candidate compares.")
    public CandidateView compared(@RestPath String product) {
        return view(products.get().shadow(product));
    }

    @GET
    @Path("disagreements")
    @Operation(summary = "The parts that the candidate judges otherwise, newest first, in pages.")
    @APIResponse(responseCode = "400", ref = "Problem")
    public PageView disagreements(
            @RestPath String product, @RestQuery @Nullable String cursor, @RestQuery @DefaultValue("50") int size) {
        Page<Numbered<Disagreement>> page = journal.get()
                .queries()
                .disagreements(
                        product,
                        products.get().shadow(product).candidate(),
                        Optional.ofNullable(cursor).map(EntryId::new),
                        size);
        return new PageView(
                page.entries().stream()
                        .flatMap(each -> view(each.value()).stream())
                        .toList(),
                page.next().map(EntryId::text).orElse(null));
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("promotion")
    @Operation(summary = "Lets the candidate judge in earnest.")
    @APIResponse(responseCode = "409", ref = "Problem")
    public RecipeView promote(@RestPath String product, @Context SecurityContext security) {
        return RecipeView.of(
                products.get()
                        .promote(product, security.getUserPrincipal().getName())
                        .stored()
                        .recipe(),
                active.all());
    }

    @DELETE
    @RolesAllowed(RoleName.ENGINEER)
    @Operation(summary = "Ends the comparison; the recipe and what was found stay.")
    @APIResponse(responseCode = "204", description = "It has ended.")
    public void end(@RestPath String product, @Context SecurityContext security) {
        products.get().endShadow(product, security.getUserPrincipal().getName());
    }

    private CandidateView view(Shadow shadow) {
        Shadow.Counts counts = shadow.counts();
        return new CandidateView(
                RecipeView.of(shadow.recipe(), active.all()),
                shadow.since(),
                counts.agreed(),
                counts.disagreed(),
                counts.passedOver(),
                counts.failed());
    }

    /** Nothing when the inspection was deleted a moment ago. */
    private Optional<DisagreementView> view(Disagreement disagreement) {
        return journal.get()
                .queries()
                .find(disagreement.inspection())
                .map(entry -> new DisagreementView(
                        InspectionView.of(entry),
                        disagreement.verdict(),
                        disagreement.reason().orElse(null),
                        disagreement.score().isPresent() ? disagreement.score().getAsDouble() : null,
                        disagreement.threshold(),
                        disagreement.regions().stream().map(RegionView::of).toList()));
    }
}

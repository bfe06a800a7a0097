package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.products.Products;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeListing;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** The recipes that this box keeps. */
@Path(RecipeResource.PATH)
@Tag(name = "Recipes")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class RecipeResource {
    static final String PATH = "/api/v1/recipes";

    private static final String TAR = "application/x-tar";

    private final Instance<Products> products;
    private final Instance<RecipeStore> store;
    private final ActiveRecipes active;

    RecipeResource(Instance<Products> products, Instance<RecipeStore> store, ActiveRecipes active) {
        this.products = products;
        this.store = store;
        this.active = active;
    }

    /**
     * What is kept.
     *
     * @param recipes newest first
     * @param damaged what is wrong with each recipe that cannot be used, by its digest
     */
    @Schema(name = "Recipes")
    record ListView(List<RecipeView> recipes, Map<String, String> damaged) {}

    /**
     * A recipe with all that it says about itself.
     *
     * @param manifest its recipe.json: provenance, threshold and how it was chosen, files
     */
    @Schema(name = "RecipeDetails")
    record DetailsView(RecipeView recipe, @JsonRawValue @Schema(type = SchemaType.OBJECT) String manifest) {}

    @GET
    @Operation(summary = "The recipes that are kept, newest first.")
    public ListView list() {
        RecipeListing listing = store.get().list();
        return new ListView(
                listing.recipes().stream().map(this::view).toList(),
                listing.damaged().entrySet().stream()
                        .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue)));
    }

    @GET
    @Path("{digest}")
    @Operation(summary = "One recipe, with its provenance, metrics and how its threshold was chosen.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public DetailsView details(@RestPath String digest) {
        Recipe recipe = store.get().describe(Digests.parse(digest));
        return new DetailsView(view(recipe), new String(recipe.json(), StandardCharsets.UTF_8));
    }

    @GET
    @Path("{digest}/archive")
    @Produces(TAR)
    @Operation(summary = "One recipe as one file: an OCI layout in a TAR, with its signatures.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response export(@RestPath String digest) {
        Sha256 wanted = Digests.parse(digest);
        Recipe recipe = store.get().describe(wanted);
        String file = recipe.description().name() + "-" + wanted.hex().substring(0, 12) + ".recipe.tar";
        return Response.ok((StreamingOutput) output -> store.get().exportTo(wanted, output), TAR)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .build();
    }

    @GET
    @Path("{digest}/golden/{number}")
    @Produces({InspectionResource.PNG, MediaType.APPLICATION_JSON})
    @Operation(summary = "An image that a recipe must judge as it says before it is activated, counted from 0.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public Response golden(@RestPath String digest, @RestPath int number) {
        StoredRecipe stored = store.get().get(Digests.parse(digest));
        List<GoldenImage> golden = stored.recipe().description().golden();
        if (number < 0 || number >= golden.size()) {
            throw new NotFoundException(
                    "The recipe " + digest + " has " + golden.size() + " golden images, 0 the first");
        }
        return Response.ok(stored.bytes(golden.get(number).image()), InspectionResource.PNG)
                .header(HttpHeaders.CACHE_CONTROL, "private, max-age=86400, immutable")
                .build();
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Consumes({TAR, MediaType.APPLICATION_OCTET_STREAM})
    @Operation(summary = "Takes in a recipe from one file, as it was exported.")
    @APIResponse(responseCode = "201", description = "The recipe is kept; it judges nothing yet.")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "413", ref = "Problem")
    public Response add(InputStream archive, @Context SecurityContext security) {
        Recipe recipe = products.get()
                .importFrom(
                        archive, "that was sent", security.getUserPrincipal().getName());
        return Response.created(URI.create(PATH + "/" + recipe.digest()))
                .entity(view(recipe))
                .build();
    }

    /** Another threshold. */
    @Schema(name = "NewThreshold")
    record ThresholdForm(
            @Nullable @Schema(description = "From 0 to 1.", examples = "0.42") Double threshold,
            @Nullable @Schema(description = "Why, for people.") String reason) {}

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{digest}/threshold")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Makes a recipe of this one with another threshold.",
            description =
                    "Recipes never change: the new one has a digest of its own, and judges nothing yet. It has the"
                            + " INT8 model only where verdicts were found as good as those in float at that threshold.")
    @APIResponse(responseCode = "201", description = "The new recipe is kept.")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    public RecipeView withThreshold(
            @RestPath String digest, @Nullable ThresholdForm form, @Context SecurityContext security) {
        if (form == null || form.threshold == null) {
            throw new BadRequestException("Give a threshold from 0 to 1");
        }
        String who = security.getUserPrincipal().getName();
        String reason = form.reason == null || form.reason.isBlank() ? "chosen by " + who : form.reason;
        return view(products.get().withThreshold(Digests.parse(digest), form.threshold, reason, who));
    }

    @DELETE
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{digest}")
    @Operation(summary = "Deletes a recipe that neither judges nor is a candidate.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public void delete(@RestPath String digest, @Context SecurityContext security) {
        products.get().delete(Digests.parse(digest), security.getUserPrincipal().getName());
    }

    private RecipeView view(Recipe recipe) {
        return RecipeView.of(recipe, active.all());
    }
}

package dev.destseg.rest;

import dev.destseg.access.RoleName;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.products.Products;
import dev.destseg.inspection.products.WantedZone;
import dev.destseg.recipe.Recipe;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Recipes of zones, made of recipes that this box keeps. */
@Path("/api/v1/compositions")
@Tag(name = "Recipes")
@Blocking
@RolesAllowed(RoleName.ENGINEER)
class CompositionResource {
    private final Instance<Products> products;
    private final ActiveRecipes active;
    private final String version;

    /** @param version of the appliance, which the recipe says that it was made with */
    CompositionResource(
            Instance<Products> products,
            ActiveRecipes active,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.products = products;
        this.active = active;
        this.version = version;
    }

    /** A zone. */
    @Schema(name = "NewZone")
    record ZoneForm(
            @Nullable @Schema(examples = "left") String name,
            @Nullable
                    @Schema(
                            description =
                                    "Digest of the recipe that judges it. Where that sees a part of the image, this part is"
                                            + " the zone.")
                    String recipe,
            @Nullable @Schema(description = "What the recipe is to see as a whole image, as if it had been cut out.")
                    RegionForm box) {
        WantedZone zone() {
            if (name == null || recipe == null) {
                throw new BadRequestException(
                        "A zone has a name, and the digest of the recipe that judges it; give both");
            }
            return new WantedZone(name, Optional.ofNullable(box).map(RegionForm::region), Digests.parse(recipe));
        }
    }

    /** A recipe of zones. */
    @Schema(name = "NewComposition")
    record CompositionForm(
            @Nullable @Schema(description = "The name of the product.", examples = "board") String name,
            @Nullable List<ZoneForm> zones) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Makes a recipe that judges each zone of an image by a recipe of this box.",
            description = "It carries them whole, has a digest of its own, and judges nothing yet.")
    @APIResponse(responseCode = "201", description = "The new recipe is kept.")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    public RecipeView compose(@Nullable CompositionForm form, @Context SecurityContext security) {
        if (form == null || form.name == null || form.zones == null) {
            throw new BadRequestException("Give the name of the product, and zones");
        }
        List<WantedZone> zones = form.zones.stream().map(ZoneForm::zone).toList();
        Recipe made = products.get()
                .compose(form.name, zones, version, security.getUserPrincipal().getName());
        return RecipeView.of(made, active.all());
    }
}

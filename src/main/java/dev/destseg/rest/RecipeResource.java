package dev.destseg.rest;

import dev.destseg.access.RoleName;
import dev.destseg.inspection.ActiveRecipes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What judges. */
@Path("/api/v1")
@Tag(name = "Recipes")
@RolesAllowed(RoleName.VIEWER)
class RecipeResource {
    private final ActiveRecipes recipes;

    RecipeResource(ActiveRecipes recipes) {
        this.recipes = recipes;
    }

    /**
     * A product.
     *
     * @param name what requests call it
     * @param recipe digest of the recipe that judges it
     */
    record ProductView(String name, String recipe) {}

    @GET
    @Path("recipes")
    @Operation(summary = "The recipes that judge now.")
    public List<RecipeView> recipes() {
        return recipes.all().stream().map(RecipeView::of).toList();
    }

    @GET
    @Path("products")
    @Operation(summary = "The products that can be judged now.")
    public List<ProductView> products() {
        return recipes.all().stream()
                .map(active -> new ProductView(active.product(), active.digest().toString()))
                .toList();
    }
}

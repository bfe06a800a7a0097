package dev.destseg.rest;

import dev.destseg.access.RoleName;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.products.Products;
import dev.destseg.recipe.Activation;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.registry.sync.Revocations;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Which recipe judges which product. */
@Path("/api/v1/products")
@Tag(name = "Products")
@Blocking
@RolesAllowed(RoleName.VIEWER)
class ProductResource {
    private static final int LONGEST_REASON = 500;

    private final Instance<Products> products;
    private final Instance<RecipeStore> store;
    private final ActiveRecipes active;
    private final Instance<Revocations> revocations;

    ProductResource(
            Instance<Products> products,
            Instance<RecipeStore> store,
            ActiveRecipes active,
            Instance<Revocations> revocations) {
        this.revocations = revocations;
        this.products = products;
        this.store = store;
        this.active = active;
    }

    @GET
    @Operation(summary = "The products, and the recipe that judges each.")
    public List<ProductView> list() {
        SortedMap<String, Activation> activations = store.get().activations();
        TreeSet<String> names = new TreeSet<>(activations.keySet());
        names.addAll(products.get().problems().keySet());
        active.all().stream().map(ActiveRecipe::product).forEach(names::add);
        return names.stream().map(name -> view(name, activations)).toList();
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{product}/activation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Lets a recipe judge the product from now on.",
            description =
                    "It judges its golden set first; when that does not come out as it must, the recipe before goes"
                            + " on judging. Inspections that were accepted before end with the recipe they began with.")
    @APIResponse(responseCode = "400", ref = "Problem")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public ProductView activate(
            @RestPath String product, @Nullable RecipeChoice choice, @Context SecurityContext security) {
        products.get()
                .activate(
                        product,
                        Digests.parse(choice == null ? null : choice.recipe()),
                        security.getUserPrincipal().getName());
        return view(product, store.get().activations());
    }

    @POST
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{product}/rollback")
    @Operation(summary = "Lets the recipe judge again that judged before.")
    @APIResponse(responseCode = "404", ref = "Problem")
    @APIResponse(responseCode = "409", ref = "Problem")
    public ProductView rollBack(
            @RestPath String product,
            @RestQuery @Nullable @Parameter(description = "Why, for the journal; up to 500 characters.") String reason,
            @Context SecurityContext security) {
        Optional<String> why = Optional.ofNullable(reason).filter(text -> !text.isBlank());
        if (why.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw new BadRequestException("A reason has at most " + LONGEST_REASON + " characters; say it shorter");
        }
        products.get().rollBack(product, security.getUserPrincipal().getName(), why);
        return view(product, store.get().activations());
    }

    @DELETE
    @RolesAllowed(RoleName.ENGINEER)
    @Path("{product}")
    @Operation(summary = "Lets no recipe judge the product any more; the recipes stay.")
    @APIResponse(responseCode = "204", description = "It is not judged any more.")
    @APIResponse(responseCode = "404", ref = "Problem")
    public void deactivate(@RestPath String product, @Context SecurityContext security) {
        products.get().deactivate(product, security.getUserPrincipal().getName());
    }

    private ProductView view(String name, SortedMap<String, Activation> activations) {
        return ProductView.of(name, active.find(name), Optional.ofNullable(activations.get(name)), problem(name));
    }

    private @Nullable String problem(String name) {
        Stream<String> problem = Stream.ofNullable(products.get().problems().get(name));
        Stream<String> revoked =
                Stream.ofNullable(revocations.get().revoked().get(name)).map(Revocations.Revoked::sentence);
        String both = Stream.concat(problem, revoked).collect(Collectors.joining(". "));
        return both.isEmpty() ? null : both;
    }
}

package dev.destseg.rest;

import dev.destseg.configuration.HttpSettings;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How large the body of a request may be: a recipe is larger than an image. */
@ApplicationScoped
class BodyBound {
    private final long image;
    private final long recipe;

    BodyBound(HttpSettings settings, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize recipe) {
        this.image = settings.maxBody().asLongValue();
        this.recipe = recipe.asLongValue();
    }

    /** In bytes. */
    long of(HttpServerRequest request) {
        return isRecipe(request) ? recipe : image;
    }

    /** What to do about a body that is larger. */
    String refusal(HttpServerRequest request) {
        return "The body has more than " + of(request) + " bytes; "
                + (isRecipe(request)
                        ? "send a smaller recipe, or allow more (quarkus.http.limits.max-body-size)"
                        : "send a smaller image, or allow more (destseg.http.max-body)");
    }

    private static boolean isRecipe(HttpServerRequest request) {
        return request.method().equals(HttpMethod.POST) && RecipeResource.PATH.equals(request.path());
    }
}

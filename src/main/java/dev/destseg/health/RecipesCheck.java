package dev.destseg.health;

import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.SealState;
import dev.destseg.recipe.seal.BoxKey;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether the recipes lie on disk as they should, sealed or open. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class RecipesCheck implements HealthCheck {
    private final RecipeStore store;

    RecipesCheck(RecipeStore store) {
        this.store = store;
    }

    @Override
    public HealthCheckResponse call() {
        SealState state = store.seals();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("recipes")
                .withData("sealed", state.sealed())
                .withData("open", state.open())
                .withData("unreadable", state.unreadable().size());
        state.sealing().key().map(BoxKey::name).ifPresent(name -> answer.withData("box key", name));
        if (!state.problem().isEmpty()) {
            answer.withData("problem", state.problem());
        }
        return answer.status(state.problem().isEmpty()).build();
    }
}

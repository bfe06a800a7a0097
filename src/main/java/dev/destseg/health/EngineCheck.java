package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import dev.destseg.inspection.ActiveRecipe;
import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.GoldenJudgement;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Whether every active recipe has lately given an image whose score is known that score. */
@Readiness
@ApplicationScoped
class EngineCheck implements HealthCheck {
    private final ActiveRecipes recipes;
    private final HealthSettings settings;
    private final Clock clock = Clock.systemUTC();

    EngineCheck(ActiveRecipes recipes, HealthSettings settings) {
        this.recipes = recipes;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("engines judge");
        Collection<ActiveRecipe> active = recipes.all();
        if (active.isEmpty()) {
            return answer.down()
                    .withData("remedy", "No recipe yet; activate one, or start with destseg serve --recipe RECIPE")
                    .build();
        }
        boolean up = true;
        Instant now = clock.instant();
        for (ActiveRecipe recipe : active) {
            String problem = problem(recipe.lastGolden(), now);
            up &= problem.isEmpty();
            answer.withData(
                    recipe.product(),
                    recipe.digest()
                            + (problem.isEmpty()
                                    ? " judged at " + recipe.lastGolden().at() + " with "
                                            + recipe.precision().label()
                                    : problem));
        }
        return answer.status(up).build();
    }

    /** Empty when there is none. */
    private String problem(GoldenJudgement golden, Instant now) {
        if (!golden.report().agrees()) {
            return ": " + golden.report().sentence();
        }
        Duration age = Duration.between(golden.at(), now);
        return age.compareTo(settings.goldenAge()) > 0
                ? " has judged no golden image for " + age.toSeconds() + " s"
                : "";
    }
}

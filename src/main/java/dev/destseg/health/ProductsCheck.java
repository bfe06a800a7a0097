package dev.destseg.health;

import dev.destseg.inspection.products.Products;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.SortedMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Whether every product is judged by the recipe that is meant to; another one, or none, may have taken its place. */
@HealthGroup(Wellness.GROUP)
@ApplicationScoped
class ProductsCheck implements HealthCheck {
    private final Instance<Products> products;

    ProductsCheck(Instance<Products> products) {
        this.products = products;
    }

    @Override
    public HealthCheckResponse call() {
        SortedMap<String, String> problems = products.get().problems();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("products").status(problems.isEmpty());
        problems.forEach(answer::withData);
        return answer.build();
    }
}

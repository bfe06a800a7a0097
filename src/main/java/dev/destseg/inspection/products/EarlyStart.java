package dev.destseg.inspection.products;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Has recipes loaded while the framework still starts: from its configuration to its socket it keeps one core busy, and
 * networks are loaded by the other. They judge from {@link Products#start} on as without it, for its socket is open before
 * all are listening who hear of verdicts. There is no event at that moment, but the framework asks for the options of its
 * event loops then, which stay as they are.
 */
@Singleton
class EarlyStart implements VertxOptionsCustomizer {
    private static final Logger LOG = Logger.getLogger(EarlyStart.class);

    private final Instance<ProductStart> start;

    EarlyStart(Instance<ProductStart> start) {
        this.start = start;
    }

    /** Nowhere but in an appliance that serves: tests say themselves what is to judge. */
    @Override
    public void accept(VertxOptions options) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            CompletableFuture.runAsync(this::load);
        }
    }

    private void load() {
        try {
            start.get().loadAhead();
        } catch (RuntimeException e) {
            // Whoever starts the products finds the same, and tells it.
            LOG.debug("Recipes could not be loaded ahead", e);
        }
    }
}

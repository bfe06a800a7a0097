package dev.destseg.telemetry;

import dev.destseg.Served;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The application with traces on; its spans stay in memory. */
public final class Traced implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(new Served().getConfigOverrides());
        overrides.put("quarkus.otel.sdk.disabled", "false");
        overrides.put("quarkus.otel.simple", "true");
        overrides.put("quarkus.otel.exporter.otlp.enabled", "false");
        return overrides;
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(Spans.class);
    }

    /** Where spans go. */
    @Alternative
    @Singleton
    static final class Spans {
        @Produces
        @Alternative
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }
}

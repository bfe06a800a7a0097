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

/**
 * As {@link Served}, with traces on, whose spans stay in memory, and with somebody to tell of verdicts, a station with triggers
 * and a group to work for, so that there are figures of that.
 */
public final class Observed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> overrides = new HashMap<>(new Served().getConfigOverrides());
        overrides.put("quarkus.otel.sdk.disabled", "false");
        overrides.put("quarkus.otel.simple", "true");
        overrides.put("quarkus.otel.exporter.otlp.enabled", "false");
        overrides.put("destseg.outputs.line.url", "http://127.0.0.1:9/");
        overrides.put("destseg.line.stations.press.images", "src/test/resources");
        overrides.put("destseg.line.stations.press.trigger.url", "mqtt://127.0.0.1:9");
        overrides.put("destseg.kafka.url", "kafka://127.0.0.1:9");
        overrides.put("destseg.line.stations.lathe.camera.program", "true");
        overrides.put("destseg.line.stations.lathe.trigger.url", "mqtt://127.0.0.1:9");
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

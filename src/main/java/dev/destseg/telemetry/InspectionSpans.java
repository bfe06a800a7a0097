package dev.destseg.telemetry;

import dev.destseg.inspection.CompletedInspection;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Tells OpenTelemetry of inspections when they have ended: a span each, with one for every stage, and one for what the
 * journal took. Stages follow each other from the moment the inspection was accepted.
 */
@ApplicationScoped
class InspectionSpans {
    private static final String TRACE_PARENT = "traceparent";

    private final Tracer tracer;
    private final boolean off;

    InspectionSpans(Tracer tracer, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean off) {
        this.tracer = tracer;
        this.off = off;
    }

    void tell(@Observes CompletedInspection completed) {
        if (off) {
            return;
        }
        Instant now = Clock.systemUTC().instant();
        Span whole = tracer.spanBuilder("inspection")
                .setParent(parent(completed))
                .setStartTimestamp(completed.received())
                .setAttribute("destseg.inspection", completed.id().toString())
                .setAttribute("destseg.product", completed.product())
                .setAttribute(
                        "destseg.verdict", completed.inspection().verdict().name())
                .startSpan();
        Context within = Context.root().with(whole);
        Instant begin = completed.received();
        for (var stage : completed.stages().entrySet()) {
            begin = tell(stage.getKey().name().toLowerCase(Locale.ROOT), within, begin, stage.getValue());
        }
        if (begin.isBefore(now)) {
            tell("journal", within, begin, Duration.between(begin, now));
        }
        whole.end(now);
    }

    /** @return the span's end */
    private Instant tell(String name, Context within, Instant begin, Duration duration) {
        Instant end = begin.plus(duration);
        tracer.spanBuilder(name)
                .setParent(within)
                .setStartTimestamp(begin)
                .startSpan()
                .end(end);
        return end;
    }

    private static Context parent(CompletedInspection completed) {
        return completed
                .request()
                .trace()
                .map(parent -> W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), Map.of(TRACE_PARENT, parent), Headers.ONES))
                .orElseGet(Context::root);
    }

    /** Reads headers from a map. */
    private enum Headers implements TextMapGetter<Map<String, String>> {
        ONES;

        @Override
        public Set<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }
    }
}

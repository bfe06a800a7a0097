package dev.destseg.rest;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The trace that a request belongs to, in a form that needs no library to be handed on. */
final class TraceParent {
    /** Name of the header of W3C Trace Context. */
    private static final String HEADER = "traceparent";

    private TraceParent() {}

    /** Of the request that this thread works on; empty while traces are off. */
    static Optional<String> current() {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.current(), headers, Map::put);
        return Optional.ofNullable(headers.get(HEADER));
    }
}

package dev.destseg.rest;

import dev.destseg.configuration.HttpSettings;
import io.netty.util.NetUtil;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, before anything else looks at them, requests under a name that is not this machine's (DNS rebinding), requests
 * that a page of another site makes a browser send, and bodies that are too large.
 */
@ApplicationScoped
class RequestGuard {
    private static final Set<String> OPENED = Set.of("/", AccountResource.SIGN_IN);
    private static final int FIRST = 10_000;
    /** Right after Quarkus has set its own bound for bodies of unknown length. */
    private static final int AFTER_THE_BOUND = -RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1;
    /** What the framework may have received before it is read, and counted with words. */
    private static final long UNREAD = 2L << 20;

    private final BodyBound bound;
    private final Set<String> names = new TreeSet<>(Set.of("localhost"));

    RequestGuard(HttpSettings settings, BodyBound bound, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.bound = bound;
        names.add(host.toLowerCase(Locale.ROOT));
        settings.names().ifPresent(more -> more.forEach(name -> names.add(name.toLowerCase(Locale.ROOT))));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
        filters.register(this::limit, AFTER_THE_BOUND);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        HostAndPort called = request.authority();
        if (called == null || !isOurs(called.host())) {
            Problem.send(
                    context,
                    Status.FORBIDDEN,
                    "This machine is not called '" + (called == null ? "" : called.host())
                            + "'; if it is, add the name to destseg.http.names");
            return;
        }
        if (isCrossSite(request, called) && !opensTheConsole(request)) {
            Problem.send(
                    context, Status.FORBIDDEN, "Pages of other sites may not use the appliance; use its own pages");
            return;
        }
        if (length(request.getHeader("Content-Length")) > bound.of(request)) {
            Problem.send(context, Status.REQUEST_ENTITY_TOO_LARGE, bound.refusal(request))
                    // The body is not waited for.
                    .onComplete(sent -> request.connection().close());
            return;
        }
        context.next();
    }

    /** A body that comes in chunks is counted as it is read; what forms bring, and nobody counts, ends here at the latest. */
    private void limit(RoutingContext context) {
        if (context.request().getHeader("Content-Length") == null) {
            context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, bound.of(context.request()) + UNREAD);
        }
        context.next();
    }

    /** An address is no name, so that nobody can make it lead elsewhere. */
    private boolean isOurs(String host) {
        return names.contains(host.toLowerCase(Locale.ROOT))
                || NetUtil.isValidIpV4Address(host)
                || NetUtil.isValidIpV6Address(host);
    }

    /** Browsers say where a request comes from; programs say nothing and are trusted. */
    private static boolean isCrossSite(HttpServerRequest request, HostAndPort called) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !authority(origin).equals(called.toString());
    }

    /**
     * Somebody follows a link to the page, which has no data of its own and cannot be framed, or comes back from an identity
     * provider.
     */
    private static boolean opensTheConsole(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET)
                && OPENED.contains(request.path())
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException noOrigin) {
            return "";
        }
    }

    private static long length(@Nullable String header) {
        try {
            return header == null ? 0 : Long.parseLong(header);
        } catch (NumberFormatException refusedByTheServer) {
            return 0;
        }
    }
}

package dev.destseg.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.destseg.access.RoleName;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionService;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way of most images: the bytes of a file whose length is known, for an answer in JSON. It does what {@link InspectionResource}
 * does for them, by less code: the networks leave little of the processor's caches to others, so that what a request passes through
 * after them takes several times as long as where nothing was judged. What is out of the ordinary it leaves to the resource.
 */
@ApplicationScoped
class InspectionRoute {
    /** In bytes; as much waits for a request in the memory of the resource's way, too. */
    private static final int LARGEST = 1 << 20;

    private static final Set<String> IMAGES =
            Set.of(MediaType.APPLICATION_OCTET_STREAM, "image/jpeg", "image/png", "image/bmp", "image/tiff");
    private static final Set<String> ANSWERS = Set.of("*/*", MediaType.APPLICATION_JSON);
    /** A length that may be small. */
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,7}");

    private final ErrorAnswers errors = new ErrorAnswers();
    private final InspectionService inspections;
    private final ObjectWriter views;
    private final ObjectWriter problems;

    InspectionRoute(InspectionService inspections, ObjectMapper json) {
        this.inspections = inspections;
        this.views = json.writerFor(InspectionView.class);
        this.problems = json.writerFor(Problem.class);
    }

    void register(@Observes Router router) {
        router.post(InspectionResource.PATH)
                .order(RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT)
                .handler(this::take);
    }

    private void take(RoutingContext context) {
        HttpServerRequest request = context.request();
        int length = length(request.headers());
        if (length < 0 || !isOrdinary(request.headers()) || !mayInspect(context.user())) {
            context.next();
            return;
        }
        ImageLabel label = label(context.queryParams());
        byte[] image = new byte[length];
        AtomicInteger received = new AtomicInteger();
        request.handler(part -> part.getBytes(image, received.getAndAdd(part.length())));
        request.endHandler(all -> inspect(context, label, image));
    }

    /** In bytes; negative where it is unknown, or more than is read here. */
    private static int length(MultiMap headers) {
        String length = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !LENGTH.matcher(length).matches() || Integer.parseInt(length) > LARGEST) {
            return -1;
        }
        return Integer.parseInt(length);
    }

    private static boolean isOrdinary(MultiMap headers) {
        String accepted = headers.get(HttpHeaders.ACCEPT);
        String type = headers.get(HttpHeaders.CONTENT_TYPE);
        return type != null
                && IMAGES.contains(type)
                && (accepted == null || ANSWERS.contains(accepted))
                && !headers.contains(HttpHeaders.EXPECT);
    }

    private static boolean mayInspect(@Nullable User user) {
        return user instanceof QuarkusHttpUser known
                && known.getSecurityIdentity().hasRole(RoleName.OPERATOR);
    }

    private static ImageLabel label(MultiMap query) {
        return new ImageLabel(
                query.get("product"),
                query.get("part"),
                query.get("station"),
                query.get("captured"),
                query.get("recipe"));
    }

    private void inspect(RoutingContext context, ImageLabel label, byte[] image) {
        context.response().putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        CompletableFuture<CompletedInspection> inspection;
        try {
            inspection = inspections.submit(label.of(image));
        } catch (RuntimeException refused) {
            refuse(context, refused);
            return;
        }
        context.response().closeHandler(gone -> inspection.cancel(false));
        inspection.whenComplete((completed, failure) -> {
            if (failure != null) {
                refuse(context, failure);
            } else {
                answer(context, completed);
            }
        });
    }

    private void answer(RoutingContext context, CompletedInspection completed) {
        Buffer view;
        try {
            view = text(views, InspectionView.of(completed));
        } catch (RuntimeException unwritten) { // Nobody else would answer.
            refuse(context, unwritten);
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                .end(view);
    }

    private void refuse(RoutingContext context, Throwable failure) {
        if (context.response().closed()) {
            return;
        }
        Response problem = errors.ofAny(failure);
        context.response().setStatusCode(problem.getStatus());
        problem.getStringHeaders().forEach((name, values) -> context.response().putHeader(name, values));
        context.response().end(text(problems, problem.getEntity()));
    }

    private static Buffer text(ObjectWriter writer, Object view) {
        try {
            return Buffer.buffer(writer.writeValueAsBytes(view));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}

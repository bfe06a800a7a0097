package dev.destseg.rest;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.StatusType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An error as RFC 9457 writes it; its type is about:blank, which need not be sent. */
@Schema(description = "What is wrong and what to do (RFC 9457).")
record Problem(String title, int status, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    static Response.ResponseBuilder answer(StatusType status, String detail) {
        return Response.status(status)
                .type(MEDIA_TYPE)
                .entity(new Problem(status.getReasonPhrase(), status.getStatusCode(), detail));
    }

    /** Answers where no resource is reached. */
    static Future<Void> send(RoutingContext context, StatusType status, String detail) {
        return send(context, status, detail, Map.of());
    }

    /** @param more members beside those that every problem has */
    static Future<Void> send(RoutingContext context, StatusType status, String detail, Map<String, String> more) {
        JsonObject problem = new JsonObject()
                .put("title", status.getReasonPhrase())
                .put("status", status.getStatusCode())
                .put("detail", detail);
        more.forEach(problem::put);
        return context.response()
                .setStatusCode(status.getStatusCode())
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .end(problem.encode());
    }
}

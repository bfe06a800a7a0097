package dev.destseg.rest;

import dev.destseg.inspection.InspectionRefusedException;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.UnreachableException;
import dev.destseg.tensor.InputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what is thrown into problems. */
class ErrorAnswers {
    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

    /** Where no resource is reached; the same as where one is. */
    Response ofAny(Throwable failure) {
        if (failure instanceof InspectionRefusedException refusal) {
            return of(refusal);
        }
        if (failure instanceof InputException unusable) {
            return of(unusable);
        }
        if (failure instanceof WebApplicationException refusal) {
            return of(refusal);
        }
        return of(new IllegalStateException("An inspection was not ended", failure));
    }

    @ServerExceptionMapper
    Response of(InspectionRefusedException refusal) {
        Response.ResponseBuilder answer = Problem.answer(status(refusal.why()), refusal.getMessage());
        refusal.retryAfter().ifPresent(delay -> answer.header(HttpHeaders.RETRY_AFTER, delay.toSeconds()));
        return answer.build();
    }

    private static Status status(InspectionRefusedException.Cause cause) {
        return switch (cause) {
            case QUEUE_FULL, STOPPING, NO_RECIPE -> Status.SERVICE_UNAVAILABLE;
            case PRODUCT_NOT_NAMED -> Status.BAD_REQUEST;
            case PRODUCT_UNKNOWN -> Status.NOT_FOUND;
            case OTHER_RECIPE -> Status.CONFLICT;
        };
    }

    @ServerExceptionMapper
    Response of(RecipeRefusedException refusal) {
        Status status =
                switch (refusal.why()) {
                    case UNKNOWN -> Status.NOT_FOUND;
                    case IN_USE, NOTHING_BEFORE, NO_PARITY, UNSUITABLE, TOO_MANY, REVOKED -> Status.CONFLICT;
                };
        return Problem.answer(status, refusal.getMessage()).build();
    }

    @ServerExceptionMapper
    Response of(UnreachableException away) {
        return Problem.answer(Status.SERVICE_UNAVAILABLE, away.getMessage()).build();
    }

    @ServerExceptionMapper
    Response of(RegistryRefusedException refusal) {
        return Problem.answer(Status.CONFLICT, refusal.getMessage()).build();
    }

    @ServerExceptionMapper
    Response of(InputException unusable) {
        return Problem.answer(Status.BAD_REQUEST, unusable.getMessage()).build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response of(SecurityException unknown) {
        return Problem.answer(Status.UNAUTHORIZED, TokenMechanism.REMEDY)
                .header(HttpHeaders.WWW_AUTHENTICATE, TokenMechanism.SCHEME)
                .build();
    }

    @ServerExceptionMapper
    Response of(ForbiddenException refusal) {
        return Problem.answer(
                        Status.FORBIDDEN,
                        "Your role does not allow this; it takes a higher one, which an administrator gives")
                .build();
    }

    @ServerExceptionMapper
    Response of(WebApplicationException refusal) {
        Response.StatusType status = refusal.getResponse().getStatusInfo();
        return Problem.answer(status, refusal.getMessage()).build();
    }

    /** Nobody outside learns what broke inside. */
    @ServerExceptionMapper
    Response of(RuntimeException failure) {
        LOG.error("A request failed", failure);
        return Problem.answer(
                        Status.INTERNAL_SERVER_ERROR,
                        "The appliance failed at this request; its log says why. Send it again, or report it")
                .build();
    }
}

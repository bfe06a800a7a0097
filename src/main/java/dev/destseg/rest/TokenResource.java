package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.destseg.access.NewToken;
import dev.destseg.access.Role;
import dev.destseg.access.RoleName;
import dev.destseg.access.Token;
import dev.destseg.access.TokenStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** By what the box tells who sends a request. */
@Path("/api/v1/tokens")
@Tag(name = "Tokens")
@APIResponse(responseCode = "400", ref = "Problem")
@Blocking
@RolesAllowed(RoleName.ADMIN)
class TokenResource {
    private static final long MOST_DAYS = 36_500;

    private final TokenStore tokens;

    TokenResource(TokenStore tokens) {
        this.tokens = tokens;
    }

    /** A token without its secret, which nobody can ask for. */
    @Schema(name = "Token")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TokenView(String name, String role, Instant created, @Nullable Instant expires) {
        static TokenView of(Token token) {
            return new TokenView(
                    token.name(),
                    token.role().label(),
                    token.created(),
                    token.expires().orElse(null));
        }
    }

    /** A token to be made. */
    @Schema(name = "NewToken")
    record TokenForm(
            @Nullable @Schema(examples = "operator") String role,
            @Nullable @Schema(description = "The role and six digits without it.") String name,
            @Nullable @Schema(description = "For ever without it.", examples = "365") Long days) {}

    /** A token that was made, with its secret, which is shown this once. */
    @Schema(name = "MadeToken")
    record MadeView(TokenView token, String secret) {}

    @GET
    @Operation(summary = "The tokens, without their secrets, in the order in which they were made.")
    public List<TokenView> list() {
        return tokens.list().stream().map(TokenView::of).toList();
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(summary = "Makes a token. Its secret is in this answer and nowhere else.")
    @APIResponse(responseCode = "201", description = "It is valid from now on.")
    public MadeView create(@Nullable TokenForm form) {
        if (form == null || form.role == null) {
            throw new BadRequestException("Give the token a role: viewer, operator, engineer or admin");
        }
        NewToken made = tokens.create(
                role(form.role),
                Optional.ofNullable(form.name).filter(name -> !name.isBlank()),
                Optional.ofNullable(form.days).map(TokenResource::validity),
                Clock.systemUTC().instant());
        return new MadeView(TokenView.of(made.token()), made.secret().text());
    }

    private static Role role(String text) {
        try {
            return Role.of(text);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }

    private static Duration validity(long days) {
        if (days < 1 || days > MOST_DAYS) {
            throw new BadRequestException("A token is valid for 1 to " + MOST_DAYS + " days, not " + days);
        }
        return Duration.ofDays(days);
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Revokes a token, from the next request on.")
    @APIResponse(responseCode = "204", description = "It is worth nothing any more.")
    public void revoke(@RestPath String name) {
        tokens.revoke(name);
    }
}

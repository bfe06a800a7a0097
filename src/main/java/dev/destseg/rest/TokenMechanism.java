package dev.destseg.rest;

import dev.destseg.access.Role;
import dev.destseg.access.Secret;
import dev.destseg.access.Token;
import dev.destseg.access.TokenLookup;
import dev.destseg.tensor.InputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells who sends a request, by its token: {@code Authorization: Bearer destseg_...}. What else there is to tell by, such
 * as accounts of an identity provider, is asked after it, and nobody but it says what is missing.
 */
@ApplicationScoped
class TokenMechanism implements HttpAuthenticationMechanism {
    static final String SCHEME = "Bearer";
    static final String REMEDY =
            "Send a token that is valid here, as 'Authorization: Bearer destseg_...'; an administrator"
                    + " makes one with 'destseg token create'";

    /** Who works on the machine itself while it has no tokens. */
    static final String LOCAL = "local";

    private static final SecurityIdentity EVERYBODY = identity(LOCAL, Role.ADMIN);

    private static final Logger LOG = Logger.getLogger(TokenMechanism.class);

    private final TokenLookup tokens;
    private final Exposure exposure;

    TokenMechanism(TokenLookup tokens, Exposure exposure) {
        this.tokens = tokens;
        this.exposure = exposure;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager unused) {
        try {
            return Uni.createFrom().item(identity(context.request().getHeader(HttpHeaders.AUTHORIZATION)));
        } catch (AuthenticationFailedException refused) {
            return Uni.createFrom().failure(refused);
        } catch (InputException unreadable) {
            LOG.error("Nobody is let in. " + unreadable.getMessage());
            return Uni.createFrom().failure(new AuthenticationFailedException(unreadable));
        }
    }

    /** @return null for somebody unknown, who may have an account, or else may see what everybody may */
    private @Nullable SecurityIdentity identity(@Nullable String authorization) {
        if (authorization == null) {
            return exposure.isOpen() ? EVERYBODY : null;
        }
        Optional<String> secret = secret(authorization);
        if (secret.isEmpty() && exposure.hasAccounts()) {
            return null;
        }
        Token token = secret.flatMap(
                        known -> tokens.find(known, Clock.systemUTC().instant()))
                .orElseThrow(AuthenticationFailedException::new);
        return identity(token.name(), token.role());
    }

    private static Optional<String> secret(String authorization) {
        String[] words = authorization.trim().split(" +", 2);
        return words.length == 2 && words[0].equalsIgnoreCase(SCHEME) && words[1].startsWith(Secret.PREFIX)
                ? Optional.of(words[1])
                : Optional.empty();
    }

    private static SecurityIdentity identity(String name, Role role) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(name))
                .addRoles(role.included())
                .build();
    }

    @Override
    public int getPriority() {
        return 2 * DEFAULT_PRIORITY;
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom()
                .item(new ChallengeData(Status.UNAUTHORIZED.getStatusCode(), HttpHeaders.WWW_AUTHENTICATE, SCHEME));
    }

    /** Where a browser signs in, if not with a token. */
    private Map<String, String> otherWays() {
        return exposure.hasAccounts() ? Map.of("signIn", AccountResource.SIGN_IN) : Map.of();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        context.response().putHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME);
        return Uni.createFrom()
                .completionStage(Problem.send(context, Status.UNAUTHORIZED, REMEDY, otherWays())
                        .toCompletionStage())
                .replaceWith(true);
    }
}

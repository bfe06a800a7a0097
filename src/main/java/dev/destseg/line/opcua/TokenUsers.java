package dev.destseg.line.opcua;

import dev.destseg.access.Role;
import dev.destseg.access.Token;
import dev.destseg.access.TokenLookup;
import dev.destseg.tensor.InputException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.milo.opcua.sdk.server.Session;
import org.eclipse.milo.opcua.sdk.server.identity.AbstractUsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.DefaultAnonymousIdentity;
import org.eclipse.milo.opcua.sdk.server.identity.DefaultUsernameIdentity;
import org.eclipse.milo.opcua.sdk.server.identity.Identity;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.AnonymousIdentityToken;
import org.eclipse.milo.opcua.stack.core.types.structured.SignatureData;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells who opens a session: the password is a token of the box, whatever the name of the user. Nobody need say who they are
 * where the box is open, which it is on loopback until the first token is made.
 */
final class TokenUsers extends AbstractUsernameIdentityValidator {
    private static final Logger LOG = Logger.getLogger(TokenUsers.class);
    private static final String LOCAL = "local";

    private final TokenLookup tokens;
    private final boolean loopback;

    /** @param loopback whether only this machine can reach the server */
    TokenUsers(TokenLookup tokens, boolean loopback) {
        this.tokens = tokens;
        this.loopback = loopback;
    }

    @Override
    public Set<UserTokenType> getSupportedTokenTypes() {
        return Set.of(UserTokenType.UserName, UserTokenType.Anonymous);
    }

    @Override
    protected Identity.AnonymousIdentity validateAnonymousToken(
            Session session, AnonymousIdentityToken token, UserTokenPolicy policy, SignatureData signature)
            throws UaException {
        if (!loopback || isConfigured()) {
            throw new UaException(
                    StatusCodes.Bad_IdentityTokenRejected,
                    "Give a token of the box as password; nobody is let in without");
        }
        return known(new DefaultAnonymousIdentity(), new Caller(LOCAL, Role.ADMIN, () -> !isConfigured()));
    }

    /** Where the file of tokens cannot be read, nobody is let in. */
    private boolean isConfigured() {
        try {
            return tokens.isConfigured();
        } catch (InputException unreadable) {
            LOG.error("OPC UA: nobody is let in. " + unreadable.getMessage());
            return true;
        }
    }

    @Override
    protected Identity.@Nullable UsernameIdentity authenticateUsernamePassword(
            Session session, String user, String password) {
        Optional<Token> token = find(password);
        if (token.isEmpty()) {
            LOG.warnf(
                    "OPC UA: somebody from %s was not let in: no token that is valid here", session.getClientAddress());
        }
        return token.map(known -> known(
                        new DefaultUsernameIdentity(known.name()),
                        new Caller(
                                known.name(), known.role(), () -> find(password).isPresent())))
                .orElse(null);
    }

    private Optional<Token> find(String secret) {
        try {
            return tokens.find(secret, Instant.now());
        } catch (InputException unreadable) {
            LOG.error("OPC UA: nobody is let in. " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static <T extends Identity> T known(T identity, Caller caller) {
        identity.setUserData(caller);
        return identity;
    }
}

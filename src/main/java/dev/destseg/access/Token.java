package dev.destseg.access;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is kept of a token.
 *
 * @param name stands in the journal for whoever uses the token
 * @param digest of the secret, which itself is not kept
 * @param created when; cut to seconds
 * @param expires from when on it is worth nothing; cut to seconds
 */
public record Token(String name, Role role, Sha256 digest, Instant created, Optional<Instant> expires) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /** @throws InputException for a name of other characters */
    public Token {
        created = created.truncatedTo(ChronoUnit.SECONDS);
        expires = expires.map(time -> time.truncatedTo(ChronoUnit.SECONDS));
        if (!NAME.matcher(name).matches()) {
            throw new InputException("'" + name + "' is no name of a token; give up to 64 letters, digits and . _ @ -,"
                    + " such as press-2 or ada@plant");
        }
    }

    public boolean isValid(Instant now) {
        return expires.map(now::isBefore).orElse(true);
    }
}

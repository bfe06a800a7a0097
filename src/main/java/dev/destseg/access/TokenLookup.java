package dev.destseg.access;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tokens as they are now. Each call looks at the file's stamp, which takes microseconds, and reads the file again when
 * it was replaced, so that what the command line changes holds from the next request on. Safe between threads.
 */
public final class TokenLookup {
    private final TokenFile file;
    private volatile Snapshot last = new Snapshot(Optional.empty(), Map.of());

    public TokenLookup(Path dataDirectory) {
        this.file = new TokenFile(dataDirectory.resolve(TokenStore.FILE));
    }

    /** Tells one state of the file from another; each replacement is a new file with a key of its own. */
    private record Stamp(@Nullable Object key, FileTime modified, long size) {}

    /** @param stamp of the file that the tokens are from; empty when there is none */
    private record Snapshot(Optional<Stamp> stamp, Map<Sha256, Token> tokens) {}

    /**
     * The token that has this secret. Digests are compared, so the time this takes tells nothing about secrets.
     *
     * @throws InputException when the file cannot be read
     */
    public Optional<Token> find(String secret, Instant now) {
        return Optional.ofNullable(current().tokens().get(new Secret(secret).digest()))
                .filter(token -> token.isValid(now));
    }

    /**
     * Whether a token was ever made here. Those revoked or expired count, so that the end of the last token opens nothing.
     *
     * @throws InputException when the file cannot be read
     */
    public boolean isConfigured() {
        return current().stamp().isPresent();
    }

    /** Whether some token is worth something. */
    public boolean hasValid(Instant now) {
        return current().tokens().values().stream().anyMatch(token -> token.isValid(now));
    }

    private Snapshot current() {
        Optional<Stamp> stamp = stamp();
        Snapshot known = last;
        if (stamp.equals(known.stamp())) {
            return known;
        }
        Map<Sha256, Token> tokens = stamp.isEmpty()
                ? Map.of()
                : file.read().stream().collect(Collectors.toUnmodifiableMap(Token::digest, Function.identity()));
        Snapshot read = new Snapshot(stamp, tokens);
        last = read;
        return read;
    }

    /** Without the exception that reading attributes would make of it, which takes a third of a millisecond of each request. */
    private boolean isCertainlyAbsent() {
        File known = file.path().toFile();
        return !known.exists() && known.getAbsoluteFile().getParentFile().canExecute();
    }

    private Optional<Stamp> stamp() {
        if (isCertainlyAbsent()) {
            return Optional.empty();
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw new InputException("The tokens in " + file.path() + " cannot be looked up: " + e, e);
        }
    }
}

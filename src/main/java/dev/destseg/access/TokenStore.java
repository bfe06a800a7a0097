package dev.destseg.access;

import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tokens of a box, to be made and revoked. Processes that change them at the same time wait for each other. */
public final class TokenStore {
    static final String FILE = "tokens.json";

    private static final String LOCK = ".tokens.lock";
    private static final int MOST = 1_000;
    private static final int DIGITS_OF_A_NAME = 6;

    private final Path directory;
    private final TokenFile file;
    private final SecureRandom random = new SecureRandom();

    /** @param dataDirectory where the appliance keeps its data; made when it is absent and there is something to keep */
    public TokenStore(Path dataDirectory) {
        this.directory = dataDirectory;
        this.file = new TokenFile(dataDirectory.resolve(FILE));
    }

    /**
     * Makes a token.
     *
     * @param name the role and six digits when absent
     * @param validity from now on; for ever when absent
     * @throws InputException when the name is taken or is none, or the file cannot be written
     */
    public NewToken create(Role role, Optional<String> name, Optional<Duration> validity, Instant now) {
        Secret secret = Secret.random(random);
        Sha256 digest = secret.digest();
        String given = name.orElse(role.label() + "-" + digest.hex().substring(0, DIGITS_OF_A_NAME));
        Token token = new Token(given, role, digest, now, validity.map(now::plus));
        changing(tokens -> {
            if (tokens.stream().anyMatch(other -> other.name().equals(given))) {
                throw new InputException(
                        "There is a token named " + given + " already; give another name, or revoke it first");
            }
            if (tokens.size() >= MOST) {
                throw new InputException("There are " + MOST + " tokens; revoke those that nobody uses");
            }
            tokens.add(token);
        });
        return new NewToken(token, secret);
    }

    /** All tokens in the order in which they were made, also those that have expired. */
    public List<Token> list() {
        return Files.exists(file.path()) ? file.read() : List.of();
    }

    /** @throws InputException when there is no such token */
    public void revoke(String name) {
        changing(tokens -> {
            if (!tokens.removeIf(token -> token.name().equals(name))) {
                throw new InputException(
                        "There is no token named " + name + "; 'destseg token list' shows what there is");
            }
        });
    }

    /** Something that changes the list. */
    @FunctionalInterface
    private interface Change {
        void make(List<Token> tokens);
    }

    private synchronized void changing(Change change) {
        try {
            Files.createDirectories(directory);
            try (FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock(); // Until the channel is closed.
                List<Token> tokens = new ArrayList<>(list());
                change.make(tokens);
                file.write(tokens);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new InputException(
                    "The tokens in " + directory + " cannot be written: " + e
                            + ". Run as the user of the appliance, with a data directory on a file system that keeps"
                            + " permissions",
                    e);
        }
    }
}

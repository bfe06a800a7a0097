package dev.destseg.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All tokens in one small file, which only its owner can read and which is replaced as a whole. */
final class TokenFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MOST_BYTES = 1 << 20;

    private final Path path;

    TokenFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** @throws InputException when the file cannot be read or is damaged; it is not taken for one without tokens */
    List<Token> read() {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new IllegalArgumentException("it is too large");
            }
            List<Token> tokens = new ArrayList<>();
            for (JsonNode token : array(JSON.readTree(Files.readAllBytes(path)))) {
                tokens.add(token(token));
            }
            return List.copyOf(tokens);
        } catch (IOException | IllegalArgumentException | DateTimeException | InputException e) {
            throw new InputException(
                    "The tokens in " + path + " cannot be read: " + e.getMessage()
                            + ". Run as the user who made them; if the file is damaged, delete it and make new tokens",
                    e);
        }
    }

    private static JsonNode array(JsonNode root) {
        JsonNode tokens = root.path("tokens");
        if (!tokens.isArray()) {
            throw new IllegalArgumentException("it has no list of tokens");
        }
        return tokens;
    }

    private static Token token(JsonNode token) {
        return new Token(
                text(token, "name"),
                Role.of(text(token, "role")),
                Sha256.parse(text(token, "digest")),
                Instant.parse(text(token, "created")),
                token.has("expires") ? Optional.of(Instant.parse(text(token, "expires"))) : Optional.empty());
    }

    private static String text(JsonNode token, String field) {
        String text = token.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException("a token has no " + field);
        }
        return text;
    }

    void write(List<Token> tokens) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode array = root.putArray("tokens");
        for (Token token : tokens) {
            ObjectNode node = array.addObject()
                    .put("name", token.name())
                    .put("role", token.role().label())
                    .put("digest", token.digest().toString())
                    .put("created", token.created().toString());
            token.expires().ifPresent(time -> node.put("expires", time.toString()));
        }
        AtomicFile.write(
                path,
                Content.of(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root)),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}

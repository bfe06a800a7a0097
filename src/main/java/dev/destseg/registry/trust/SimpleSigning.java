package dev.destseg.registry.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The document that cosign signs: "simple signing", which names the digest of an artifact and where it lay. */
record SimpleSigning(Sha256 artifact, SignedClaims claims) {
    private static final String TYPE = "cosign container image signature";
    private static final String CREATED = "created";
    private static final String EXPIRES = "expires";
    private static final ObjectMapper JSON = new ObjectMapper();

    static byte[] encode(String repository, Sha256 artifact, SignedClaims claims) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode critical = document.putObject("critical");
        critical.putObject("identity").put("docker-reference", repository);
        critical.putObject("image").put("docker-manifest-digest", artifact.toString());
        critical.put("type", TYPE);
        ObjectNode optional = document.putObject("optional");
        claims.created().ifPresent(time -> optional.put(CREATED, time.toString()));
        claims.expires().ifPresent(time -> optional.put(EXPIRES, time.toString()));
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A document of texts can be written", e);
        }
    }

    /** @throws IllegalArgumentException when this is no such document */
    static SimpleSigning decode(byte[] payload) {
        try {
            JsonNode document = JSON.readTree(payload);
            JsonNode critical = document.path("critical");
            if (!critical.path("type").asText().equals(TYPE)) {
                throw new IllegalArgumentException("what was signed is no '" + TYPE + "'");
            }
            JsonNode optional = document.path("optional");
            return new SimpleSigning(
                    Sha256.parse(critical.path("image")
                            .path("docker-manifest-digest")
                            .asText()),
                    new SignedClaims(time(optional, CREATED), time(optional, EXPIRES)));
        } catch (IOException e) {
            throw new IllegalArgumentException("what was signed is no JSON", e);
        }
    }

    private static Optional<Instant> time(JsonNode optional, String name) {
        JsonNode value = optional.path(name);
        try {
            return value.isTextual() ? Optional.of(Instant.parse(value.asText())) : Optional.empty();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " of what was signed is no time", e);
        }
    }
}

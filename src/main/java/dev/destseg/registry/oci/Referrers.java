package dev.destseg.registry.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Artifacts that refer to others, in registries that do not list them by themselves: an index under a tag that follows
 * from the digest, as the distribution specification says.
 */
public record Referrers(RegistryClient client, Repository repository) {
    private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";
    private static final int MOST = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param artifactType of those wanted */
    public List<Sha256> of(Sha256 subject, String artifactType) {
        List<Sha256> referrers = new ArrayList<>();
        for (JsonNode entry : entries(subject)) {
            if (entry.path("artifactType").asText().equals(artifactType) && referrers.size() < MOST) {
                referrers.add(digest(entry));
            }
        }
        return referrers;
    }

    private static Sha256 digest(JsonNode entry) {
        try {
            return Sha256.parse(entry.path("digest").asText());
        } catch (IllegalArgumentException e) {
            throw new RegistryRefusedException(
                    Refusal.MALFORMED, "A list of referrers is damaged: " + e.getMessage(), e);
        }
    }

    private JsonNode entries(Sha256 subject) {
        Optional<RegistryClient.Manifest> listed =
                client.findReferrers(repository, subject).or(() -> client.findManifest(tag(subject)));
        try {
            return listed.isEmpty()
                    ? JsonNodeFactory.instance.arrayNode()
                    : JSON.readTree(listed.get().bytes()).path("manifests");
        } catch (IOException e) {
            throw new RegistryRefusedException(
                    Refusal.MALFORMED, "The list of what refers to " + subject + " is no JSON", e);
        }
    }

    private Reference tag(Sha256 subject) {
        return new Reference(repository, "sha256-" + subject.hex());
    }

    /** Lists a referrer in place of others of its type. */
    public void put(Sha256 subject, Blob referrer, String artifactType) {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.put("schemaVersion", 2).put("mediaType", INDEX_TYPE);
        ArrayNode manifests = index.putArray("manifests");
        for (JsonNode entry : entries(subject)) {
            if (!entry.path("artifactType").asText().equals(artifactType)) {
                manifests.add(entry);
            }
        }
        manifests
                .addObject()
                .put("mediaType", referrer.mediaType())
                .put("digest", referrer.digest().toString())
                .put("size", referrer.size())
                .put("artifactType", artifactType);
        try {
            client.putManifest(tag(subject), INDEX_TYPE, JSON.writeValueAsBytes(index));
        } catch (IOException e) {
            throw new IllegalStateException("A tree of texts can be written", e);
        }
    }
}

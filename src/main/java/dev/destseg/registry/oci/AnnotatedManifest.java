package dev.destseg.registry.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ModelPack;
import java.util.Map;
import java.util.TreeMap;

/** Artifacts that say all they have to say in annotations of their manifest, and have one empty layer. */
public final class AnnotatedManifest {
    private static final byte[] NOTHING = {'{', '}'};
    private static final Blob EMPTY = Blob.of("application/vnd.oci.empty.v1+json", NOTHING);
    private static final ObjectMapper JSON = new ObjectMapper();

    private AnnotatedManifest() {}

    public static byte[] encode(String artifactType, Map<String, String> annotations) {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("schemaVersion", 2)
                .put("mediaType", ModelPack.MANIFEST_TYPE)
                .put("artifactType", artifactType);
        manifest.set("config", empty());
        manifest.putArray("layers").add(empty());
        ObjectNode said = manifest.putObject("annotations");
        new TreeMap<>(annotations).forEach(said::put);
        try {
            return JSON.writeValueAsBytes(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts can be written", e);
        }
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", EMPTY.mediaType())
                .put("digest", EMPTY.digest().toString())
                .put("size", EMPTY.size());
    }

    /** Sends such a manifest, under its digest or a tag. */
    public static void put(RegistryClient client, Reference reference, byte[] manifest) {
        client.upload(reference.repository(), EMPTY, Content.of(NOTHING));
        client.putManifest(reference, ModelPack.MANIFEST_TYPE, manifest);
    }
}

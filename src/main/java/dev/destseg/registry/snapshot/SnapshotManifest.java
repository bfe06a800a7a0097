package dev.destseg.registry.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.CanonicalJson;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.training.datasets.Snapshot;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A snapshot as an OCI artifact: its configuration is the snapshot itself, so that it has there the digest that it has on the
 * box, and its layers are the images and masks, each once, in the order of their digests. All but their sizes follows from
 * the snapshot, and a manifest that does not follow is refused.
 *
 * @param snapshot what the images are
 * @param sizes bytes of each image and mask
 */
record SnapshotManifest(Snapshot snapshot, SortedMap<Sha256, Long> sizes) {
    static final String ARTIFACT_TYPE = "application/vnd.destseg.snapshot.v1+json";

    /** As many as a manifest of the size that registries take can name. */
    static final int MOST_FILES = 5000;

    private static final String CONFIG_TYPE = "application/vnd.destseg.snapshot.config.v1+json";
    private static final String LAYER_TYPE = "application/octet-stream";
    private static final int MOST_CONFIG_BYTES = 2 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    SnapshotManifest {
        sizes = new TreeMap<>(sizes);
    }

    Blob config() {
        return Blob.of(CONFIG_TYPE, snapshot.bytes());
    }

    Blob layer(Sha256 file) {
        return new Blob(LAYER_TYPE, file, sizes.get(file));
    }

    /** Of all images and masks. */
    long bytes() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    byte[] encode() {
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("schemaVersion", 2)
                .put("mediaType", ModelPack.MANIFEST_TYPE)
                .put("artifactType", ARTIFACT_TYPE);
        manifest.set("config", descriptor(config()));
        ArrayNode layers = manifest.putArray("layers");
        sizes.keySet().forEach(file -> layers.add(descriptor(layer(file))));
        manifest.putObject("annotations")
                .put("org.opencontainers.image.title", snapshot.dataset().text());
        return CanonicalJson.encode(manifest);
    }

    private static ObjectNode descriptor(Blob blob) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("mediaType", blob.mediaType())
                .put("digest", blob.digest().toString())
                .put("size", blob.size());
    }

    /**
     * Where the snapshot is, which the rest follows from.
     *
     * @throws RegistryRefusedException when this is no manifest of a snapshot
     */
    static Blob configOf(byte[] manifest) {
        try {
            JsonNode json = JSON.readTree(manifest);
            String type = json.path("artifactType").asText("an artifact without a type");
            if (!type.equals(ARTIFACT_TYPE)) {
                throw new IllegalArgumentException("it is '" + type + "'");
            }
            Blob config = blob(json.path("config"));
            if (config.size() > MOST_CONFIG_BYTES) {
                throw tooLarge(
                        "its description has " + config.size() + " bytes; at most " + MOST_CONFIG_BYTES + " are read");
            }
            return config;
        } catch (IOException | IllegalArgumentException e) {
            throw malformed(e.getMessage());
        }
    }

    /**
     * @param config the bytes of the snapshot, as {@link #configOf} names it
     * @throws RegistryRefusedException unless the manifest is the one of this snapshot, and within bounds
     */
    static SnapshotManifest decode(byte[] manifest, byte[] config) {
        try {
            SortedMap<Sha256, Long> sizes = new TreeMap<>();
            for (JsonNode layer : JSON.readTree(manifest).path("layers")) {
                Blob blob = blob(layer);
                sizes.put(blob.digest(), blob.size());
            }
            SnapshotManifest decoded = new SnapshotManifest(Snapshot.parse(config), sizes);
            decoded.requireFiles();
            if (!Arrays.equals(decoded.encode(), manifest)) {
                throw new IllegalArgumentException("its manifest is not the one that follows from the snapshot");
            }
            return decoded;
        } catch (IOException | IllegalArgumentException e) {
            throw malformed(e.getMessage());
        }
    }

    private void requireFiles() {
        if (sizes.size() > MOST_FILES) {
            throw tooLarge("it has " + sizes.size() + " files; at most " + MOST_FILES + " are taken");
        }
        if (!sizes.keySet().equals(snapshot.files())) {
            throw new IllegalArgumentException("its layers are not the images and masks that the snapshot names");
        }
    }

    private static Blob blob(JsonNode descriptor) {
        return new Blob(
                descriptor.path("mediaType").asText(),
                Sha256.parse(descriptor.path("digest").asText()),
                descriptor.path("size").asLong(-1));
    }

    private static RegistryRefusedException malformed(String why) {
        return new RegistryRefusedException(
                Refusal.MALFORMED, "This is no snapshot of images, as 'destseg snapshot push' sends it: " + why);
    }

    private static RegistryRefusedException tooLarge(String why) {
        return new RegistryRefusedException(Refusal.TOO_LARGE, "This snapshot of images is too large: " + why);
    }
}

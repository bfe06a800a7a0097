package dev.destseg.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recipe as an OCI artifact, after the CNCF ModelPack specification: one layer a file, uncompressed, and a configuration
 * that says what model it is. Everything follows from recipe.json, so that the same recipe has the same manifest, and with
 * it the same digest, wherever it lies; and a manifest that does not follow is refused, so that no path of it is ever used.
 *
 * <p>A change here gives every recipe another digest: it takes another schema version.
 */
public final class ModelPack {
    public static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";
    public static final String ARTIFACT_TYPE = "application/vnd.cncf.model.manifest.v1+json";
    public static final int MAX_MANIFEST_BYTES = 1 << 20;

    static final String CONFIG_TYPE = "application/vnd.cncf.model.config.v1+json";

    private static final String PATH = "org.cncf.model.filepath";
    /** Under which name other tools write a layer to disk. */
    private static final String TITLE = "org.opencontainers.image.title";

    /** What a recipe needs, where other tools can see it too. */
    private static final String APPLIANCE = "dev.destseg.recipe.minimum-appliance";

    private static final String PLATFORMS = "dev.destseg.recipe.platforms";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ModelPack() {}

    /** The layers by the path of the file in each, recipe.json among them. */
    public static SortedMap<String, Blob> layers(Recipe recipe) {
        SortedMap<String, Blob> layers = new TreeMap<>();
        recipe.files().forEach((path, file) -> layers.put(path, new Blob(type(path), file.digest(), file.size())));
        layers.put(Recipe.DESCRIPTION, Blob.of(type(Recipe.DESCRIPTION), recipe.json()));
        return layers;
    }

    private static String type(String path) {
        String kind;
        String file = Recipe.plain(path);
        if (file.equals(Recipe.DESCRIPTION) || file.equals(Recipe.IGNORED) || file.equals(Recipe.REFERENCE)) {
            kind = "weight.config";
        } else if (file.startsWith(Recipe.GOLDEN_PREFIX)) {
            kind = "dataset";
        } else {
            kind = "weight";
        }
        return "application/vnd.cncf.model." + kind + ".v1.raw";
    }

    /** What the configuration of the artifact is. */
    public static Blob configBlob(Recipe recipe) {
        return Blob.of(CONFIG_TYPE, config(recipe));
    }

    /** The configuration of the artifact: canonical JSON. */
    public static byte[] config(Recipe recipe) {
        RecipeDescription description = recipe.description();
        ObjectNode config = NODES.objectNode();
        config.putObject("descriptor")
                .put("createdAt", description.provenance().created().toString())
                .put("family", "DeSTSeg")
                .put("name", description.name())
                .put("version", description.version());
        ObjectNode model = config.putObject("config").put("architecture", description.profile());
        model.put("format", "onnx").put("precision", "float32");
        ObjectNode abilities = model.putObject("capabilities");
        abilities.putArray("inputTypes").add("image");
        abilities.putArray("outputTypes").add("image");
        ArrayNode layers = config.putObject("modelfs").put("type", "layers").putArray("diffIds");
        layers(recipe).values().forEach(layer -> layers.add(layer.digest().toString()));
        return CanonicalJson.encode(config);
    }

    /** The manifest, whose digest is that of the recipe: canonical JSON. */
    static byte[] manifest(Recipe recipe) {
        RecipeDescription description = recipe.description();
        ObjectNode manifest = NODES.objectNode();
        manifest.put("schemaVersion", 2).put("mediaType", MANIFEST_TYPE).put("artifactType", ARTIFACT_TYPE);
        manifest.set("config", descriptor(configBlob(recipe)));
        ArrayNode layers = manifest.putArray("layers");
        layers(recipe).forEach((path, blob) -> {
            ObjectNode layer = descriptor(blob);
            layer.putObject("annotations").put(PATH, path).put(TITLE, path);
            layers.add(layer);
        });
        ObjectNode annotations = manifest.putObject("annotations");
        description.requirements().appliance().ifPresent(oldest -> annotations.put(APPLIANCE, oldest));
        if (!description.requirements().platforms().isEmpty()) {
            annotations.put(
                    PLATFORMS, String.join(",", description.requirements().platforms()));
        }
        annotations
                .put(
                        "org.opencontainers.image.created",
                        description.provenance().created().toString())
                .put(TITLE, description.name())
                .put("org.opencontainers.image.version", description.version());
        return CanonicalJson.encode(manifest);
    }

    static ObjectNode descriptor(Blob blob) {
        return NODES.objectNode()
                .put("mediaType", blob.mediaType())
                .put("digest", blob.digest().toString())
                .put("size", blob.size());
    }

    /**
     * Where recipe.json is, which the rest follows from.
     *
     * @throws IllegalArgumentException when this is no manifest of a recipe
     */
    public static Blob description(byte[] manifest) throws IOException {
        if (manifest.length > MAX_MANIFEST_BYTES) {
            throw new IllegalArgumentException(
                    "its manifest is too large; at most " + MAX_MANIFEST_BYTES + " bytes are read");
        }
        JsonNode json = RecipeReader.json(manifest);
        if (!json.path("artifactType").asText().equals(ARTIFACT_TYPE)) {
            throw new IllegalArgumentException(
                    "it is no recipe but '" + json.path("artifactType").asText("an artifact without a type") + "'");
        }
        for (JsonNode layer : json.path("layers")) {
            if (layer.path("annotations").path(PATH).asText().equals(Recipe.DESCRIPTION)) {
                return descriptionBlob(layer);
            }
        }
        throw new IllegalArgumentException("its manifest names no " + Recipe.DESCRIPTION);
    }

    private static Blob descriptionBlob(JsonNode layer) {
        long size = layer.path("size").asLong(-1);
        if (size < 0 || size > RecipeReader.MAX_DESCRIPTION_BYTES) {
            throw new IllegalArgumentException("its " + Recipe.DESCRIPTION + " is too large; at most "
                    + RecipeReader.MAX_DESCRIPTION_BYTES + " bytes are read");
        }
        return new Blob(
                layer.path("mediaType").asText(),
                Sha256.parse(layer.path("digest").asText()),
                size);
    }

    /**
     * The recipe that a manifest is of.
     *
     * @param json recipe.json, as {@link #description} names it
     * @throws IllegalArgumentException unless the manifest is exactly the one of this recipe
     */
    public static Recipe recipe(byte[] manifest, byte[] json) throws IOException {
        Recipe recipe = RecipeReader.description(json);
        if (Arrays.equals(manifest, recipe.manifest())) {
            return recipe;
        }
        throw new IllegalArgumentException("its manifest" + difference(RecipeReader.json(manifest), recipe)
                + "; this is refused, for nothing but " + Recipe.DESCRIPTION + " may say what a recipe consists of");
    }

    private static String difference(JsonNode manifest, Recipe recipe) {
        Map<String, Blob> expected = layers(recipe);
        for (JsonNode layer : manifest.path("layers")) {
            String path = layer.path("annotations").path(PATH).asText();
            Blob blob = expected.get(path);
            if (blob == null) {
                return " names a file '" + path + "' that does not belong there";
            }
            if (!blob.mediaType().equals(layer.path("mediaType").asText())) {
                return " says that " + path + " is '" + layer.path("mediaType").asText() + "', not '" + blob.mediaType()
                        + "' (nothing is unpacked)";
            }
            if (!blob.digest().toString().equals(layer.path("digest").asText())
                    || blob.size() != layer.path("size").asLong(-1)) {
                return " and " + Recipe.DESCRIPTION + " name different contents of " + path;
            }
        }
        return " is not the one that follows from its " + Recipe.DESCRIPTION;
    }
}

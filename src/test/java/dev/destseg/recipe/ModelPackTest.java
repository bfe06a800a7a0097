package dev.destseg.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.recipe.RecipeWriter.Existing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recipe against what the CNCF ModelPack specification says of manifests, annotations and configurations (its documents and
 * JSON schema as of June 2026, commit d78bf323): the schema allows no field that it does not name.
 */
class ModelPackTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> SECTIONS = Set.of("descriptor", "config", "modelfs");

    /** Of the descriptor of a model; all texts, but for {@link #LISTS}. */
    private static final Set<String> DESCRIPTOR = Set.of(
            "createdAt",
            "authors",
            "family",
            "name",
            "docURL",
            "sourceURL",
            "datasetsURL",
            "version",
            "revision",
            "vendor",
            "licenses",
            "title",
            "description");

    private static final Set<String> LISTS = Set.of("authors", "datasetsURL", "licenses");
    private static final Set<String> CONFIG =
            Set.of("architecture", "format", "paramSize", "precision", "quantization", "capabilities");
    private static final Set<String> CAPABILITIES =
            Set.of("inputTypes", "outputTypes", "knowledgeCutoff", "reasoning", "toolUsage", "reward", "languages");
    private static final Set<String> MODALITIES = Set.of("text", "image", "audio", "video", "embedding", "other");
    private static final Set<String> PRECISIONS = Set.of("float32", "float64", "float16", "bfloat16", "int8", "uint8");
    private static final String LAYER_TYPE =
            "application/vnd\\.cncf\\.model\\.(weight|weight\\.config|doc|code|dataset)"
                    + "\\.v1\\.(raw|tar|tar\\+gzip|tar\\+zstd)";

    @TempDir
    private Path folder;

    private StoredRecipe stored;
    private JsonNode manifest;
    private JsonNode config;

    /** With all that a manifest may say: also for which appliances it is. */
    @BeforeEach
    void make() throws IOException {
        stored = RecipeWriter.writeWithRequirements(
                TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("plain")),
                new Requirements(Optional.of("0.1"), new TreeSet<>(Set.of("linux/amd64"))),
                Instant.EPOCH,
                folder.resolve("recipe"),
                Existing.REFUSE);
        manifest = JSON.readTree(stored.recipe().manifest());
        config = JSON.readTree(ModelPack.config(stored.recipe()));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void requireOnly(Set<String> allowed, JsonNode object) {
        assertTrue(object.isObject() && allowed.containsAll(names(object)), object::toString);
    }

    @Test
    void theManifestIsOneOfAModel() {
        assertEquals(2, manifest.get("schemaVersion").asInt());
        assertEquals(
                "application/vnd.oci.image.manifest.v1+json",
                manifest.get("mediaType").asText());
        assertEquals(
                "application/vnd.cncf.model.manifest.v1+json",
                manifest.get("artifactType").asText());
        assertEquals(
                "application/vnd.cncf.model.config.v1+json",
                manifest.at("/config/mediaType").asText());
        byte[] bytes = ModelPack.config(stored.recipe());
        assertEquals(Sha256.of(bytes).toString(), manifest.at("/config/digest").asText());
        assertEquals(bytes.length, manifest.at("/config/size").asInt());
        manifest.get("annotations").forEach(annotation -> assertTrue(annotation.isTextual(), annotation::toString));
    }

    @Test
    void eachLayerHasATypeOfTheSpecificationAndNamesItsFile() {
        Set<String> paths = new HashSet<>();
        for (JsonNode layer : manifest.get("layers")) {
            assertTrue(layer.get("mediaType").asText().matches(LAYER_TYPE), layer::toString);
            String path = layer.at("/annotations/org.cncf.model.filepath").asText();
            assertTrue(paths.add(path), path);
            assertTrue(!path.startsWith("/") && !path.contains(".."), path);
        }
        assertEquals(stored.recipe().files().size() + 1, paths.size());
        assertTrue(paths.contains("model.onnx") && paths.contains("recipe.json"), paths::toString);
    }

    @Test
    void theConfigurationHasTheSectionsOfTheSchemaAndNoOthers() {
        assertEquals(SECTIONS, names(config));
        requireOnly(DESCRIPTOR, config.get("descriptor"));
        requireOnly(CONFIG, config.get("config"));
        requireOnly(CAPABILITIES, config.at("/config/capabilities"));
        assertEquals(Set.of("type", "diffIds"), names(config.get("modelfs")));
    }

    @Test
    void theDescriptorSaysWhatModelItIs() {
        JsonNode descriptor = config.get("descriptor");
        for (Map.Entry<String, JsonNode> field : descriptor.properties()) {
            assertEquals(LISTS.contains(field.getKey()), field.getValue().isArray(), field::toString);
            assertTrue(field.getValue().isTextual() || field.getValue().isArray(), field::toString);
        }
        assertEquals("tiny", descriptor.get("name").asText());
        // RFC 3339, of which this is a part.
        assertEquals(
                stored.recipe().description().provenance().created(),
                Instant.parse(descriptor.get("createdAt").asText()));
    }

    @Test
    void whatTheModelTakesAndGivesAreWordsOfTheSpecification() {
        JsonNode model = config.get("config");
        assertEquals("onnx", model.get("format").asText());
        assertTrue(PRECISIONS.contains(model.get("precision").asText()), model::toString);
        for (String side : List.of("inputTypes", "outputTypes")) {
            JsonNode types = model.at("/capabilities/" + side);
            assertTrue(types.isArray() && !types.isEmpty(), model::toString);
            types.forEach(type -> assertTrue(MODALITIES.contains(type.asText()), type::toString));
        }
    }

    /** Layers are not packed, so that the digest of what is in them is that of the layer. */
    @Test
    void theDigestsOfTheContentsStandInTheOrderOfTheLayers() throws IOException {
        assertEquals("layers", config.at("/modelfs/type").asText());
        List<String> contents = new ArrayList<>();
        for (JsonNode layer : manifest.get("layers")) {
            String path = layer.at("/annotations/org.cncf.model.filepath").asText();
            byte[] bytes = path.equals(Recipe.DESCRIPTION) ? stored.recipe().json() : stored.bytes(path);
            contents.add(Sha256.of(bytes).toString());
            assertEquals(bytes.length, layer.get("size").asInt(), path);
        }
        List<String> said = new ArrayList<>();
        config.at("/modelfs/diffIds").forEach(digest -> said.add(digest.asText()));
        assertEquals(contents, said);
    }
}

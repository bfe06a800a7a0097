package dev.destseg.registry.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.AnnotatedManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a box says about itself.
 *
 * @param station what it is called
 * @param time when it said so
 * @param version of the appliance
 * @param health how it is; empty in reports of appliances that did not tell
 * @param products what it judges
 */
public record StationReport(
        String station, Instant time, String version, Optional<Health> health, List<Product> products) {
    public static final String ARTIFACT_TYPE = "application/vnd.destseg.report.v1+json";

    private static final String PREFIX = "dev.destseg.report.";
    private static final int MOST = 256;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A product of a box.
     *
     * @param recipe digest of the recipe that judges; empty when none does
     * @param state how far the recipe of its channel has come, in words
     * @param drifts traits that drift, such as {@code scores}; empty when none does
     * @param parts judged by this recipe
     * @param rejected of them
     */
    public record Product(String name, String recipe, String state, List<String> drifts, long parts, long rejected) {
        public Product {
            drifts = List.copyOf(drifts);
        }
    }

    /**
     * How a box is.
     *
     * @param ready whether it can judge
     * @param warnings names of the checks that warn, such as {@code disk}, sorted
     */
    public record Health(boolean ready, List<String> warnings) {
        public Health {
            warnings = List.copyOf(warnings);
        }
    }

    public StationReport {
        products = List.copyOf(products);
    }

    /** What does not change while nothing happens but parts that pass. */
    public List<String> stands() {
        return Stream.concat(
                        Stream.of(health.toString()),
                        products.stream()
                                .map(product -> product.name() + product.recipe() + product.state() + product.drifts()))
                .toList();
    }

    /** The bytes that are signed: JSON. */
    byte[] text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("station", station).put("time", time.toString()).put("version", version);
        health.ifPresent(state -> {
            ObjectNode told = json.putObject("health").put("ready", state.ready());
            state.warnings().forEach(told.putArray("warnings")::add);
        });
        ArrayNode all = json.putArray("products");
        for (Product product : products) {
            ObjectNode one = all.addObject()
                    .put("name", product.name())
                    .put("recipe", product.recipe())
                    .put("state", product.state())
                    .put("parts", product.parts())
                    .put("rejected", product.rejected());
            product.drifts().forEach(one.putArray("drifts")::add);
        }
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of texts can be written", e);
        }
    }

    /** As the manifest of an artifact, with its signature inside: each replaces the one before and leaves no tags behind. */
    byte[] encode(Signature signature) {
        return AnnotatedManifest.encode(
                ARTIFACT_TYPE,
                Map.of(
                        PREFIX + "text", new String(text(), StandardCharsets.UTF_8),
                        PREFIX + "signed", new String(signature.payload(), StandardCharsets.UTF_8),
                        PREFIX + "signature", signature.signature()));
    }

    /**
     * A report as it was received.
     *
     * @param digest of the bytes that are signed
     */
    record Received(StationReport report, Sha256 digest, Signature signature) {}

    /** @throws RegistryRefusedException when this is no report */
    static Received decode(byte[] manifest) {
        try {
            JsonNode artifact = JSON.readTree(manifest);
            JsonNode annotations = artifact.path("annotations");
            byte[] text = annotations.path(PREFIX + "text").asText().getBytes(StandardCharsets.UTF_8);
            JsonNode json = JSON.readTree(text);
            if (!artifact.path("artifactType").asText().equals(ARTIFACT_TYPE) || !json.isObject()) {
                throw new IllegalArgumentException("it is something else");
            }
            Signature signature = new Signature(
                    annotations.path(PREFIX + "signed").asText().getBytes(StandardCharsets.UTF_8),
                    annotations.path(PREFIX + "signature").asText(),
                    Optional.empty(),
                    Optional.empty());
            return new Received(report(json), Sha256.of(text), signature);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new RegistryRefusedException(Refusal.MALFORMED, "This is no report of a box: " + e.getMessage(), e);
        }
    }

    private static StationReport report(JsonNode json) {
        List<Product> products = new ArrayList<>();
        for (JsonNode product : json.path("products")) {
            if (products.size() < MOST) {
                products.add(product(product));
            }
        }
        return new StationReport(
                json.path("station").asText(),
                Instant.parse(json.path("time").asText()),
                json.path("version").asText(),
                health(json.path("health")),
                products);
    }

    private static Optional<Health> health(JsonNode health) {
        return health.isObject()
                ? Optional.of(new Health(health.path("ready").asBoolean(), texts(health.path("warnings"))))
                : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array) {
            if (texts.size() < MOST) {
                texts.add(text.asText());
            }
        }
        return texts;
    }

    private static Product product(JsonNode product) {
        return new Product(
                product.path("name").asText(),
                product.path("recipe").asText(),
                product.path("state").asText(),
                texts(product.path("drifts")),
                product.path("parts").asLong(),
                product.path("rejected").asLong());
    }
}

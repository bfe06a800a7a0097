package dev.destseg.registry.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.recipe.Sha256;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.AnnotatedManifest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A channel as the manifest of an artifact. */
public final class ChannelManifest {
    public static final String ARTIFACT_TYPE = "application/vnd.destseg.channel.v1+json";

    private static final String PREFIX = "dev.destseg.channel.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChannelManifest() {}

    public static byte[] encode(Channel channel) {
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(PREFIX + "product", channel.product());
        annotations.put(PREFIX + "name", channel.name());
        annotations.put(PREFIX + "sequence", Long.toString(channel.sequence()));
        annotations.put(PREFIX + "recipe", channel.recipe().toString());
        annotations.put(PREFIX + "version", channel.version());
        annotations.put(PREFIX + "percentage", Integer.toString(channel.percentage()));
        annotations.put(PREFIX + "seed", channel.seed());
        annotations.put(PREFIX + "downgrade", Boolean.toString(channel.downgrade()));
        annotations.put(PREFIX + "platforms", String.join(",", channel.platforms()));
        annotations.put(PREFIX + "created", channel.created().toString());
        channel.minimum().ifPresent(version -> annotations.put(PREFIX + "minimum-appliance", version));
        return AnnotatedManifest.encode(ARTIFACT_TYPE, annotations);
    }

    /** @throws RegistryRefusedException when this is no channel */
    public static Channel decode(byte[] manifest) {
        try {
            JsonNode json = JSON.readTree(manifest);
            if (!json.path("artifactType").asText().equals(ARTIFACT_TYPE)) {
                throw new IllegalArgumentException(
                        "it is '" + json.path("artifactType").asText() + "'");
            }
            JsonNode annotations = json.path("annotations");
            String platforms = text(annotations, "platforms");
            return new Channel(
                    text(annotations, "product"),
                    text(annotations, "name"),
                    Long.parseLong(text(annotations, "sequence")),
                    Sha256.parse(text(annotations, "recipe")),
                    text(annotations, "version"),
                    Integer.parseInt(text(annotations, "percentage")),
                    text(annotations, "seed"),
                    Boolean.parseBoolean(text(annotations, "downgrade")),
                    Optional.of(text(annotations, "minimum-appliance")).filter(text -> !text.isEmpty()),
                    platforms.isEmpty() ? Set.of() : Set.of(platforms.split(",")),
                    Instant.parse(text(annotations, "created")));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new RegistryRefusedException(
                    Refusal.MALFORMED, "This is no channel, as 'destseg channel set' makes it: " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode annotations, String name) {
        return annotations.path(PREFIX + name).asText();
    }
}

package dev.destseg.training.datasets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import java.util.Locale;
import java.util.Optional;

/**
 * An image, what its part is, and where the defect is: what a training depends on.
 *
 * @param image the file
 * @param extension how the names of such files end, without the dot
 * @param label what the part is
 * @param mask the defective pixels, a PNG file of the image's size; for defective images only, and not for all of them
 */
public record FrozenImage(Sha256 image, String extension, Label label, Optional<Sha256> mask) {
    ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("image", image.toString())
                .put("extension", extension)
                .put("label", label.text());
        mask.ifPresent(digest -> node.put("mask", digest.toString()));
        return node;
    }

    /** @throws IllegalArgumentException when a field is missing or damaged */
    static FrozenImage of(JsonFields fields) {
        String extension = fields.text("extension");
        if (!extension.matches("[a-z]{3}")) {
            throw new IllegalArgumentException("extension must be three letters");
        }
        return new FrozenImage(
                Sha256.parse(fields.text("image")),
                extension,
                Label.valueOf(fields.text("label").toUpperCase(Locale.ROOT)),
                fields.optionalText("mask").map(Sha256::parse));
    }
}

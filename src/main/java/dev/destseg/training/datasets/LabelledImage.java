package dev.destseg.training.datasets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An image of a dataset.
 *
 * @param file what a training depends on
 * @param bytes of image and mask
 * @param origin where it comes from, for people
 * @param added when; cut to milliseconds
 */
public record LabelledImage(FrozenImage file, long bytes, String origin, Instant added) {
    public LabelledImage {
        added = added.truncatedTo(ChronoUnit.MILLIS);
    }

    public Sha256 digest() {
        return file.image();
    }

    public Label label() {
        return file.label();
    }

    ObjectNode json() {
        ObjectNode node = file.json();
        node.put("bytes", bytes).put("origin", origin).put("added", added.toEpochMilli());
        return node;
    }

    /** @throws IllegalArgumentException when a field is missing or damaged */
    static LabelledImage of(JsonFields fields) {
        return new LabelledImage(
                FrozenImage.of(fields),
                fields.wide("bytes"),
                fields.text("origin"),
                Instant.ofEpochMilli(fields.wide("added")));
    }
}

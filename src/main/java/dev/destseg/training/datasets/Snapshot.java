package dev.destseg.training.datasets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * The images of a dataset at one moment; equal images and labels give the same snapshot. Immutable.
 *
 * @param dataset its name
 * @param images in the order of their digests
 */
public record Snapshot(DatasetName dataset, List<FrozenImage> images) {
    public Snapshot {
        images =
                images.stream().sorted(Comparator.comparing(FrozenImage::image)).toList();
    }

    public long count(Label label) {
        return images.stream().filter(image -> image.label() == label).count();
    }

    /** Names it: the digest of its file. */
    public Sha256 digest() {
        return Sha256.of(bytes());
    }

    byte[] bytes() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("dataset", dataset.text());
        ArrayNode array = node.putArray("images");
        images.forEach(image -> array.add(image.json()));
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException when a field is missing or damaged */
    static Snapshot of(JsonFields fields) {
        return new Snapshot(new DatasetName(fields.text("dataset")), fields.list("images", FrozenImage::of));
    }
}

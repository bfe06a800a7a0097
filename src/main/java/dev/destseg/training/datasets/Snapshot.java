package dev.destseg.training.datasets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The images of a dataset at one moment; equal images and labels give the same snapshot. Immutable.
 *
 * @param dataset its name
 * @param images in the order of their digests
 */
public record Snapshot(DatasetName dataset, List<FrozenImage> images) {
    /** In the folder that it is laid out as: defective images to learn from, where there are any. */
    public static final String DEFECTS = "defects";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException when an image is there twice */
    public Snapshot {
        images =
                images.stream().sorted(Comparator.comparing(FrozenImage::image)).toList();
        if (images.stream().map(FrozenImage::image).distinct().count() < images.size()) {
            throw new IllegalArgumentException("the snapshot has an image twice");
        }
    }

    public long count(Label label) {
        return images.stream().filter(image -> image.label() == label).count();
    }

    /** Names it: the digest of its file. */
    public Sha256 digest() {
        return Sha256.of(bytes());
    }

    /** The digests of all images and masks. */
    public SortedSet<Sha256> files() {
        SortedSet<Sha256> files = new TreeSet<>();
        images.forEach(image -> {
            files.add(image.image());
            image.mask().ifPresent(files::add);
        });
        return files;
    }

    /**
     * Lays it out as a folder that training reads, in the layout of MVTec AD.
     *
     * @param defectsLearned whether half of the defective images are for learning, in {@link #DEFECTS}
     * @param files where each image and mask lies; linked where the file system can, copied otherwise
     * @param target does not exist yet; appears whole or not at all
     */
    public void layOut(boolean defectsLearned, Function<Sha256, Path> files, Path target) throws IOException {
        TrainingFolder.layOut(this, defectsLearned, files, target);
    }

    /** Its file. */
    public byte[] bytes() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("dataset", dataset.text());
        ArrayNode array = node.putArray("images");
        images.forEach(image -> array.add(image.json()));
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the file of a snapshot.
     *
     * @throws IllegalArgumentException when it is none, or not as {@link #bytes} writes it
     */
    public static Snapshot parse(byte[] file) {
        try {
            Snapshot snapshot = of(new JsonFields("", JSON.readTree(file)));
            if (!Arrays.equals(snapshot.bytes(), file)) {
                throw new IllegalArgumentException("the snapshot is not written as it should be");
            }
            return snapshot;
        } catch (IOException | InputException e) {
            throw new IllegalArgumentException("the snapshot cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when a field is missing or damaged */
    static Snapshot of(JsonFields fields) {
        return new Snapshot(new DatasetName(fields.text("dataset")), fields.list("images", FrozenImage::of));
    }
}

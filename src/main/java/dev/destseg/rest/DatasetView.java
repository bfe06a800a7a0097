package dev.destseg.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.destseg.recipe.Sha256;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.LabelledDataset;
import dev.destseg.training.datasets.LabelledImage;
import dev.destseg.training.datasets.Snapshot;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A dataset as answers show it. */
@Schema(name = "Dataset")
record DatasetView(
        @Schema(examples = "flange") String name,
        @Schema(description = "Images of good parts.", examples = "120") long good,
        @Schema(description = "Images of defective parts.", examples = "7") long defective,
        @Schema(description = "Bytes of images and masks.") long bytes) {
    static DatasetView of(LabelledDataset dataset) {
        return new DatasetView(
                dataset.name().text(), dataset.count(Label.GOOD), dataset.count(Label.DEFECTIVE), dataset.bytes());
    }

    /** An image of a dataset. */
    @Schema(name = "DatasetImage")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ImageView(
            @Schema(description = "Names the image.") String image,
            @Schema(examples = "good") String label,
            @Nullable @Schema(description = "Digest of the mask of a defective image.") String mask,
            @Schema(examples = "upload") String origin,
            Instant added) {
        static ImageView of(LabelledImage image) {
            return new ImageView(
                    image.digest().toString(),
                    image.label().text(),
                    image.file().mask().map(Sha256::toString).orElse(null),
                    image.origin(),
                    image.added());
        }
    }

    /** A page of images, in the order of their digests. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ImagePage(
            List<ImageView> images,
            @Nullable @Schema(description = "What to give as after for the next page; null on the last.")
                    String next) {}

    /** A dataset at one moment. */
    @Schema(name = "Snapshot")
    record SnapshotView(
            @Schema(description = "Names the snapshot.") String digest, String dataset, long good, long defective) {
        static SnapshotView of(Snapshot snapshot) {
            return new SnapshotView(
                    snapshot.digest().toString(),
                    snapshot.dataset().text(),
                    snapshot.count(Label.GOOD),
                    snapshot.count(Label.DEFECTIVE));
        }
    }
}

package dev.destseg.line.kafka;

import dev.destseg.line.bucket.ObjectName;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Where images lie that are not within their messages.
 *
 * @param shared a folder on shared storage, where there is one
 * @param objects object storage, where there is any
 */
public record ImagesElsewhere(Optional<SharedImages> shared, Optional<ObjectImages> objects) {
    /** All images are within their messages. */
    public static final ImagesElsewhere NONE = new ImagesElsewhere(Optional.empty(), Optional.empty());

    /**
     * Reads an image.
     *
     * @param name of a file below the root of the shared storage, or {@code s3://bucket/key}
     * @param digest of its bytes
     * @throws InputException when there is none, or another; that will not change
     * @throws IOException when the storage does not give it now
     */
    byte[] read(String name, Sha256 digest) throws IOException, InterruptedException {
        if (ObjectName.isMeant(name)) {
            return objects.orElseThrow(
                            () -> new InputException("The image " + name + " lies in object storage, and this appliance"
                                    + " reads none; name its buckets (destseg.s3.buckets)"))
                    .read(name, digest);
        }
        return shared.orElseThrow(
                        () -> new InputException("The image " + name + " lies on shared storage, and this appliance"
                                + " has none; name its root (destseg.kafka.shared)"))
                .read(name, digest);
    }

    /** Bytes of the largest image that is read. */
    long largest() {
        return Math.max(
                shared.map(SharedImages::largest).orElse(0L),
                objects.map(ObjectImages::largest).orElse(0L));
    }

    /** @param how storage stands still */
    static UncheckedIOException unanswered(String how) {
        return new UncheckedIOException(new IOException("The storage of images stands still: " + how
                + "; check that its server and the network to it work (destseg.kafka.shared, destseg.s3)"));
    }
}

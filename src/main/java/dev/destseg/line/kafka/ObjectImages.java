package dev.destseg.line.kafka;

import dev.destseg.line.bucket.ObjectName;
import dev.destseg.line.bucket.ObjectStorage;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Images in object storage. A message names one as {@code s3://bucket/key}; other buckets than those named here are not read, so
 * that a wrong name cannot be taken for storage that is away. Safe between threads.
 *
 * @param storage stays the caller's
 * @param buckets that messages may name
 * @param largest bytes of an image
 */
public record ObjectImages(ObjectStorage storage, Set<String> buckets, long largest) {
    /** Storage of several places may show an object somewhat after its writer is done. */
    private static final int ATTEMPTS = 5;

    private static final Duration PAUSE = Duration.ofMillis(200);

    public ObjectImages {
        buckets = Set.copyOf(buckets);
    }

    /**
     * Reads an image.
     *
     * @param text name of the object
     * @param digest of its bytes
     * @throws InputException when there is none, or another; that will not change
     * @throws IOException when the storage does not give it now
     */
    byte[] read(String text, Sha256 digest) throws IOException, InterruptedException {
        ObjectName name = ObjectName.parse(text);
        if (!buckets.contains(name.bucket())) {
            throw new InputException("The image " + name + " is in a bucket that is not read here, unlike "
                    + String.join(", ", new TreeSet<>(buckets))
                    + "; name one of them, or allow it (destseg.s3.buckets)");
        }
        byte[] bytes = read(name);
        Sha256 own = Sha256.of(bytes);
        if (!own.equals(digest)) {
            throw new InputException(
                    "The image " + name + " is another one: its digest is " + own + " and not " + digest);
        }
        return bytes;
    }

    private byte[] read(ObjectName name) throws IOException, InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Optional<byte[]> bytes = storage.read(name, largest);
            if (bytes.isPresent()) {
                return bytes.get();
            }
            Thread.sleep(PAUSE.toMillis());
        }
        throw new InputException("There is no image " + name + " in the storage " + storage
                + "; send messages after their images, and keep those until they are judged");
    }
}

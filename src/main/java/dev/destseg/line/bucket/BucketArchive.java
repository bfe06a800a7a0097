package dev.destseg.line.bucket;

import dev.destseg.inspection.rejudgement.Archive;
import dev.destseg.inspection.rejudgement.ArchivedPart;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Images of a bucket as an archive. Names of parts are their keys, from the place on that is listed. */
public final class BucketArchive {
    /** Their names are in memory until all are judged, half a kilobyte each. */
    private static final int MOST = 1_000_000;

    private BucketArchive() {}

    /**
     * Lists images. In the layout of MVTec AD, or where keys begin with {@code good/}, it is known what the parts are.
     *
     * @param storage stays the caller's, and is read from as long as the archive is judged
     * @param place bucket, and what keys begin with; a {@code /} is put behind it where there is none
     * @param most images, those that were written last; all when it is the largest number
     * @param largest bytes of an image; larger ones are left out
     * @param notes told what is left out
     * @param progress told how many objects were found so far
     * @throws InputException when there is no image, or more than a million of them and all are wanted
     * @throws IOException when the storage does not tell now
     */
    public static Archive open(
            ObjectStorage storage,
            ObjectName place,
            int most,
            long largest,
            Consumer<String> notes,
            LongConsumer progress)
            throws IOException, InterruptedException {
        ObjectName folder = new ObjectName(place.bucket(), asFolder(place.key()));
        NewestImages newest = new NewestImages(folder, most, MOST, largest);
        AtomicLong found = new AtomicLong();
        storage.list(folder, page -> {
            newest.add(page);
            progress.accept(found.addAndGet(page.size()));
        });
        if (newest.tooLarge() > 0) {
            notes.accept(newest.tooLarge() + " images have more than " + largest + " bytes, and are left out");
        }
        List<ArchivedPart> parts = newest.images().stream()
                .map(object -> part(storage, object, newest.key(object), newest.layout(), largest))
                .toList();
        if (parts.isEmpty()) {
            throw new InputException("There is nothing to judge in " + folder
                    + "; give a place in a bucket with JPEG, PNG, BMP or TIFF files");
        }
        return new Archive(folder.toString(), Optional.empty(), parts);
    }

    private static String asFolder(String key) {
        return key.isEmpty() || key.endsWith("/") ? key : key + "/";
    }

    private static ArchivedPart part(
            ObjectStorage storage, StoredObject object, String key, KeyLayout layout, long largest) {
        return new ArchivedPart(
                key, () -> bytes(storage, object.name(), largest), layout.isDefective(key), Optional.empty());
    }

    private static Optional<byte[]> bytes(ObjectStorage storage, ObjectName name, long largest) {
        try {
            return storage.read(name, largest);
        } catch (IOException e) {
            throw new InputException(e.getMessage() + ". With --out, what was judged so far is kept: go on later.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("Interrupted while " + name + " was read", e);
        }
    }
}

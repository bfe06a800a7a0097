package dev.destseg.line.bucket;

import dev.destseg.image.ImageReader;
import dev.destseg.inspection.rejudgement.Archive;
import dev.destseg.inspection.rejudgement.ArchivedPart;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Images of a bucket as an archive. Names of parts are their keys, from the place on that is listed. */
public final class BucketArchive {
    private static final String GOOD = "good";
    private static final String TRAIN = "train/good/";

    private BucketArchive() {}

    /**
     * Lists images. In the layout of MVTec AD, or where keys begin with {@code good/}, it is known what the parts are.
     *
     * @param storage stays the caller's, and is read from as long as the archive is judged
     * @param place bucket, and what keys begin with; a {@code /} is put behind it where there is none
     * @param most images, those that were written last
     * @param largest bytes of an image; larger ones are left out
     * @param notes told what is left out
     * @param progress told how many objects were found so far
     * @throws InputException when there is no image
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
        int start = folder.key().length();
        List<StoredObject> images = storage.list(folder, progress).stream()
                .filter(object -> isImage(object.name().key().substring(start)))
                .toList();
        long tooLarge =
                images.stream().filter(object -> object.size() > largest).count();
        if (tooLarge > 0) {
            notes.accept(tooLarge + " images have more than " + largest + " bytes, and are left out");
        }
        Layout layout =
                Layout.of(images.stream().map(object -> object.name().key().substring(start)));
        List<ArchivedPart> parts = images.stream()
                .filter(object -> object.size() <= largest)
                .filter(object -> layout.holds(object.name().key().substring(start)))
                .sorted(Comparator.comparing(StoredObject::written).reversed())
                .limit(most)
                .sorted(Comparator.comparing(object -> object.name().key()))
                .map(object -> part(storage, object, object.name().key().substring(start), layout, largest))
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

    private static boolean isImage(String key) {
        String file = key.substring(key.lastIndexOf('/') + 1);
        return !file.isEmpty()
                && file.indexOf('\0') < 0
                && Stream.of(key.split("/")).noneMatch(part -> part.startsWith("."))
                && ImageReader.isImage(Path.of(file));
    }

    private static ArchivedPart part(
            ObjectStorage storage, StoredObject object, String key, Layout layout, long largest) {
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

    /** What keys say of parts, as folders of data sets do. */
    private enum Layout {
        MVTEC,
        GOOD_AND_DEFECTIVE,
        UNSORTED;

        static Layout of(Stream<String> keys) {
            List<Layout> seen = keys.map(key ->
                            key.startsWith(TRAIN) ? MVTEC : key.startsWith(GOOD + "/") ? GOOD_AND_DEFECTIVE : UNSORTED)
                    .distinct()
                    .sorted()
                    .toList();
            return seen.isEmpty() ? UNSORTED : seen.get(0);
        }

        boolean holds(String key) {
            return switch (this) {
                case MVTEC -> key.startsWith(TRAIN) || key.matches("test/[^/]+/.+");
                case GOOD_AND_DEFECTIVE -> key.contains("/");
                case UNSORTED -> true;
            };
        }

        Optional<Boolean> isDefective(String key) {
            return switch (this) {
                case MVTEC -> Optional.of(!key.startsWith(TRAIN) && !key.startsWith("test/good/"));
                case GOOD_AND_DEFECTIVE -> Optional.of(!key.startsWith(GOOD + "/"));
                case UNSORTED -> Optional.empty();
            };
        }
    }
}

package dev.destseg.line.bucket;

import dev.destseg.image.ImageReader;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The images of a listing that were written last, while it goes on: which layout the keys have is known at its end only, so that they
 * are kept for each. Used by one thread.
 */
final class NewestImages {
    /** The first of these goes first. */
    private static final Comparator<StoredObject> OLDEST = Comparator.comparing(StoredObject::written)
            .thenComparing(object -> object.name().key(), Comparator.reverseOrder());

    private final ObjectName folder;
    private final int most;
    private final int bound;
    private final long largest;
    private final Map<KeyLayout, PriorityQueue<StoredObject>> newest = new EnumMap<>(KeyLayout.class);
    private KeyLayout layout = KeyLayout.UNSORTED;
    private long tooLarge;

    /**
     * @param folder that is listed
     * @param most images that are kept
     * @param bound images that there may be where all are wanted
     * @param largest bytes of an image
     */
    NewestImages(ObjectName folder, int most, int bound, long largest) {
        this.folder = folder;
        this.most = most;
        this.bound = bound;
        this.largest = largest;
        for (KeyLayout each : KeyLayout.values()) {
            newest.put(each, new PriorityQueue<>(OLDEST));
        }
    }

    /** @throws InputException when there are more than memory is to hold */
    void add(List<StoredObject> page) {
        page.stream().filter(object -> isImage(key(object))).forEach(this::add);
    }

    private void add(StoredObject image) {
        KeyLayout shown = KeyLayout.of(key(image));
        if (shown.compareTo(layout) < 0) {
            layout = shown;
        }
        if (image.size() > largest) {
            tooLarge++;
            return;
        }
        newest.forEach((each, images) -> {
            if (each.holds(key(image))) {
                images.add(image);
                bound(images);
            }
        });
    }

    private void bound(PriorityQueue<StoredObject> images) {
        if (images.size() > most) {
            images.poll();
        } else if (most == Integer.MAX_VALUE && images.size() > bound) {
            throw new InputException("There are more than " + bound + " images in " + folder
                    + "; name a narrower place, or say how many of those that were written last are meant (--most)");
        }
    }

    /** Of an object, from the folder on. */
    String key(StoredObject object) {
        return object.name().key().substring(folder.key().length());
    }

    private static boolean isImage(String key) {
        String file = key.substring(key.lastIndexOf('/') + 1);
        return !file.isEmpty()
                && file.indexOf('\0') < 0
                && Stream.of(key.split("/")).noneMatch(part -> part.startsWith("."))
                && ImageReader.isImage(Path.of(file));
    }

    /** What the keys say of the parts. */
    KeyLayout layout() {
        return layout;
    }

    /** How many images were left out for their size. */
    long tooLarge() {
        return tooLarge;
    }

    /** By their keys. */
    List<StoredObject> images() {
        return newest.getOrDefault(layout, new PriorityQueue<>()).stream()
                .sorted(Comparator.comparing(object -> object.name().key()))
                .toList();
    }
}

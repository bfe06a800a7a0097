package dev.destseg.training.datasets;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Mask;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;

/**
 * The labelled images of one product. What a method has changed is on disk when it returns. Safe between threads. Methods
 * throw {@link UncheckedIOException} when the disk fails.
 */
public final class LabelledDataset {
    private final DatasetName name;
    private final Path directory;
    private final ImageFiles files;
    private final DatasetSettings bounds;
    private final Clock clock;
    /** Held while an image is added, so that its files are not taken for left over before it names them. */
    private final Lock adding;

    private final SortedMap<Sha256, LabelledImage> images = new ConcurrentSkipListMap<>();

    LabelledDataset(
            DatasetName name, Path directory, ImageFiles files, DatasetSettings bounds, Clock clock, Lock adding) {
        this.name = name;
        this.directory = directory;
        this.files = files;
        this.bounds = bounds;
        this.clock = clock;
        this.adding = adding;
    }

    /** Takes in what the directory names. */
    void load() throws IOException {
        for (LabelledImage image : EntryFiles.read(directory)) {
            images.put(image.digest(), image);
        }
    }

    public DatasetName name() {
        return name;
    }

    /** In the order of their digests. */
    public List<LabelledImage> images() {
        return List.copyOf(images.values());
    }

    public Optional<LabelledImage> find(Sha256 digest) {
        return Optional.ofNullable(images.get(digest));
    }

    /** The file of an image of this dataset. */
    public Path path(LabelledImage image) {
        return files.path(image.digest());
    }

    /** How many images have this label. */
    public long count(Label label) {
        return images.values().stream().filter(image -> image.label() == label).count();
    }

    /** Bytes of all images and masks; those that other datasets have too count here as well. */
    public long bytes() {
        return images.values().stream().mapToLong(LabelledImage::bytes).sum();
    }

    /**
     * Adds an image; one that is here already gets the new label and mask.
     *
     * @param image a JPEG, PNG, BMP or TIFF file
     * @param mask of a defective image: a file of the same size, where pixels of half the full value and above are defective
     * @param origin where it comes from, for people
     * @throws InputException when image or mask cannot be used, or there is no room
     */
    public LabelledImage add(byte[] image, Label label, Optional<byte[]> mask, String origin) {
        String extension = ImageReader.extension(image)
                .orElseThrow(() -> new InputException("The bytes are no image; give a JPEG, PNG, BMP or TIFF file"));
        check(image, label, mask);
        adding.lock();
        try {
            requireRoom(image);
            Sha256 digest = files.store(image);
            Optional<Sha256> maskDigest = mask.isPresent() ? Optional.of(files.store(mask.get())) : Optional.empty();
            long bytes = image.length + mask.map(file -> file.length).orElse(0);
            LabelledImage added = new LabelledImage(
                    new FrozenImage(digest, extension, label, maskDigest), bytes, origin, clock.instant());
            synchronized (this) {
                EntryFiles.write(directory, added);
                images.put(digest, added);
            }
            return added;
        } catch (IOException e) {
            throw new UncheckedIOException("The image cannot be added to " + directory + ": " + e.getMessage(), e);
        } finally {
            adding.unlock();
        }
    }

    private void check(byte[] image, Label label, Optional<byte[]> mask) {
        ImageReader reader = new ImageReader(bounds.maxPixels());
        Image decoded = reader.read(image, "that was given");
        if (mask.isEmpty()) {
            return;
        }
        if (label == Label.GOOD) {
            throw new InputException("A good part has no defective pixels; leave out the mask, or label it defective");
        }
        Mask pixels = reader.readMask(mask.get(), "that was given as mask");
        if (pixels.width() != decoded.width() || pixels.height() != decoded.height()) {
            throw new InputException("The mask has " + pixels.width() + " x " + pixels.height() + " pixels, the image "
                    + decoded.width() + " x " + decoded.height() + "; give a mask of the image's size");
        }
    }

    private void requireRoom(byte[] image) {
        if (images.size() >= bounds.mostImages() && !images.containsKey(Sha256.of(image))) {
            throw new InputException("The dataset " + name + " has " + images.size() + " images, as many as"
                    + " destseg.datasets.most-images allows; remove some");
        }
    }

    /** Removes an image; its file stays as long as a snapshot needs it. False when there is no such image. */
    public synchronized boolean remove(Sha256 digest) {
        if (!images.containsKey(digest)) {
            return false;
        }
        try {
            EntryFiles.delete(directory, digest);
            images.remove(digest);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("The image cannot be removed from " + directory + ": " + e.getMessage(), e);
        }
    }
}

package dev.destseg.training.datasets;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;

/**
 * The datasets of a box. What a method has changed is on disk when it returns. Safe between threads; one process has them
 * open. Methods throw {@link UncheckedIOException} when the disk fails.
 */
public final class Datasets {
    private static final String DELETED = ".deleted-";

    private final Path sets;
    private final ImageFiles files;
    private final SnapshotFiles snapshots;
    private final DatasetSettings bounds;
    private final Clock clock;
    private final SortedMap<DatasetName, LabelledDataset> all = new ConcurrentSkipListMap<>();
    /** Read: an image is being added. Write: files that nobody names are being deleted. */
    private final ReadWriteLock naming = new ReentrantReadWriteLock();

    private Datasets(Path directory, DatasetSettings bounds, Clock clock) throws IOException {
        this.sets = directory.resolve("sets");
        this.bounds = bounds;
        this.clock = clock;
        this.files = ImageFiles.open(directory.resolve("files"), bounds.mostMebibytes() << 20);
        this.snapshots =
                new SnapshotFiles(Files.createDirectories(directory.resolve("snapshots")), bounds.mostSnapshots());
    }

    /**
     * Opens the datasets of a directory and deletes what an interrupted change left behind.
     *
     * @param directory made when absent
     * @throws InputException when it cannot be made or written
     */
    public static Datasets open(Path directory, DatasetSettings bounds, Clock clock) {
        try {
            Datasets datasets = new Datasets(directory.toAbsolutePath().normalize(), bounds, clock);
            datasets.load();
            return datasets;
        } catch (IOException e) {
            throw new InputException(
                    "Datasets cannot be kept in " + directory + ": " + e
                            + ". Give a directory that this user may write to",
                    e);
        }
    }

    private void load() throws IOException {
        Files.createDirectories(sets);
        try (DirectoryStream<Path> children = Files.newDirectoryStream(sets, Files::isDirectory)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (DatasetName.isAllowed(name)) {
                    LabelledDataset dataset = at(new DatasetName(name));
                    dataset.load();
                    all.put(dataset.name(), dataset);
                } else if (name.startsWith(DELETED)) {
                    deleteTree(child);
                }
            }
        }
        sweep();
    }

    private LabelledDataset at(DatasetName name) {
        return new LabelledDataset(name, sets.resolve(name.text()), files, bounds, clock, naming.readLock());
    }

    /** In the order of their names. */
    public List<LabelledDataset> all() {
        return List.copyOf(all.values());
    }

    public Optional<LabelledDataset> find(DatasetName name) {
        return Optional.ofNullable(all.get(name));
    }

    /** @throws InputException when there is one of this name, or there are too many */
    public synchronized LabelledDataset create(DatasetName name) {
        if (all.containsKey(name)) {
            throw new InputException("There is a dataset " + name + " already; add to that one, or give another name");
        }
        if (all.size() >= bounds.most()) {
            throw new InputException("There are " + all.size()
                    + " datasets, as many as destseg.datasets.most allows; delete one that is no longer needed");
        }
        try {
            LabelledDataset dataset = at(name);
            Files.createDirectories(sets.resolve(name.text()));
            AtomicFile.forceDirectory(sets);
            all.put(name, dataset);
            return dataset;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Deletes a dataset with its images, except those that a snapshot needs. False when there is none. */
    public synchronized boolean delete(DatasetName name) {
        if (!all.containsKey(name)) {
            return false;
        }
        Lock alone = naming.writeLock();
        alone.lock();
        try {
            Path hidden = sets.resolve(DELETED + name.text());
            Files.move(sets.resolve(name.text()), hidden, StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.forceDirectory(sets);
            all.remove(name);
            deleteTree(hidden);
            sweep();
            return true;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            alone.unlock();
        }
    }

    /**
     * Freezes a dataset as it is now.
     *
     * @throws InputException when it has no good image
     */
    public synchronized Snapshot freeze(LabelledDataset dataset) {
        Snapshot snapshot = new Snapshot(
                dataset.name(),
                dataset.images().stream().map(LabelledImage::file).toList());
        if (snapshot.count(Label.GOOD) == 0) {
            throw new InputException("The dataset " + dataset.name()
                    + " has no image of a good part, and only from those can be learned; add some");
        }
        try {
            snapshots.write(snapshot, clock.instant());
            return snapshot;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The newest first. */
    public synchronized List<Snapshot> snapshots() {
        try {
            return snapshots.all();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    public synchronized Optional<Snapshot> snapshot(Sha256 digest) {
        try {
            return snapshots.read(digest);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Lays a snapshot out as a folder that training reads.
     *
     * @param defectsLearned whether half of the defective images are for learning, in {@link Snapshot#DEFECTS}
     * @param target does not exist yet; appears whole or not at all
     */
    public void layOut(Snapshot snapshot, boolean defectsLearned, Path target) {
        try {
            snapshot.layOut(defectsLearned, files::path, target);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Where an image or mask lies, if it is here; not to be written to. */
    public Path file(Sha256 digest) {
        return files.path(digest);
    }

    private void sweep() throws IOException {
        Set<Sha256> needed = new HashSet<>();
        all.values().forEach(dataset -> dataset.images().forEach(image -> need(image.file(), needed)));
        snapshots.all().forEach(snapshot -> snapshot.images().forEach(image -> need(image, needed)));
        files.keepOnly(needed);
    }

    private static void need(FrozenImage image, Set<Sha256> needed) {
        needed.add(image.image());
        image.mask().ifPresent(needed::add);
    }

    static void deleteTree(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private UncheckedIOException failed(IOException cause) {
        return new UncheckedIOException(
                "The datasets in " + sets.getParent() + " cannot be read or changed: " + cause.getMessage(), cause);
    }
}

package dev.destseg.training.datasets;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A snapshot as a folder in the layout of MVTec AD. A fifth of the good images and half of the defective ones are held out and
 * never learned from: those whose digest begins low. An image is so held out in every snapshot that has it, and a recipe that was
 * learned here from an earlier one has not seen it either, which a fair comparison needs. The other defective images lie in
 * {@link Snapshot#DEFECTS}, with their masks beside them, or are held out too where nothing learns from them.
 */
final class TrainingFolder {
    /** Of 256: first bytes of digests. */
    private static final int GOOD_HELD_OUT = 51;

    private static final int DEFECTIVE_HELD_OUT = 128;

    private final Function<Sha256, Path> files;
    private final Path root;

    private TrainingFolder(Function<Sha256, Path> files, Path root) {
        this.files = files;
        this.root = root;
    }

    /**
     * Links the files, so that they stay as long as the folder does, whatever becomes of snapshot and dataset.
     *
     * @param defectsLearned whether defective images are learned from, or were by a recipe to go on from
     */
    static void layOut(Snapshot snapshot, boolean defectsLearned, Function<Sha256, Path> files, Path target)
            throws IOException {
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        Datasets.deleteTree(partial);
        TrainingFolder folder = new TrainingFolder(files, partial);
        Set<Sha256> heldOut = heldOut(snapshot);
        Files.createDirectories(partial.resolve("train/good"));
        for (FrozenImage image : snapshot.images()) {
            boolean spared = image.label() == Label.DEFECTIVE && !defectsLearned;
            folder.put(image, spared || heldOut.contains(image.image()));
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.forceDirectory(target.getParent());
    }

    static Set<Sha256> heldOut(Snapshot snapshot) {
        Set<Sha256> heldOut = goodHeldOut(labelled(snapshot, Label.GOOD));
        heldOut.addAll(defectiveHeldOut(labelled(snapshot, Label.DEFECTIVE)));
        return heldOut;
    }

    private static List<Sha256> labelled(Snapshot snapshot, Label label) {
        return snapshot.images().stream()
                .filter(image -> image.label() == label)
                .map(FrozenImage::image)
                .toList();
    }

    /** Of a single image none; of several at least one, and not all. */
    private static Set<Sha256> goodHeldOut(List<Sha256> all) {
        Set<Sha256> low = low(all, GOOD_HELD_OUT);
        if (low.isEmpty() && all.size() > 1) {
            low.add(all.get(0));
        }
        if (low.size() == all.size()) {
            low.removeAll(all.subList(Math.max(0, all.size() - 1), all.size()));
        }
        return low;
    }

    /** At least one: without any nobody knows whether defects are found. All of them may be; what is low is never learned from. */
    private static Set<Sha256> defectiveHeldOut(List<Sha256> all) {
        Set<Sha256> low = low(all, DEFECTIVE_HELD_OUT);
        if (low.isEmpty() && !all.isEmpty()) {
            low.add(all.get(0));
        }
        return low;
    }

    private static Set<Sha256> low(List<Sha256> all, int bound) {
        Set<Sha256> low = new HashSet<>();
        for (Sha256 digest : all) {
            if (Integer.parseInt(digest.hex().substring(0, 2), 16) < bound) {
                low.add(digest);
            }
        }
        return low;
    }

    private void put(FrozenImage image, boolean heldOut) throws IOException {
        String name = image.image().hex();
        String learned = image.label() == Label.DEFECTIVE ? Snapshot.DEFECTS : "train/good";
        String place = heldOut ? "test/" + image.label().text() : learned;
        link(image.image(), root.resolve(place).resolve(name + "." + image.extension()));
        if (image.mask().isPresent()) {
            String drawn = heldOut ? "ground_truth/defective" : Snapshot.DEFECTS;
            link(image.mask().get(), root.resolve(drawn).resolve(name + "_mask.png"));
        }
    }

    private void link(Sha256 digest, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        try {
            Files.createLink(place, files.apply(digest));
        } catch (UnsupportedOperationException | FileSystemException notOnThisFileSystem) {
            Files.copy(files.apply(digest), place);
        }
    }
}

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

/**
 * A snapshot as a folder in the layout of MVTec AD. A fifth of the good images is held out and never trained on: those whose
 * digest begins low. An image is so held out in every snapshot that has it, and a recipe that was learned here from an
 * earlier one has not seen it either, which a fair comparison needs. In the same way about half of the defective images, when there
 * are four or more, lie apart in {@link Datasets#SHOWN}, to learn from; the others are what is tried on.
 */
final class TrainingFolder {
    /** Of 256: first bytes of digests. */
    private static final int HELD_OUT = 51;

    private static final int SHOWN_BELOW = 128;
    private static final int LEAST_DEFECTIVE = 4;

    private final ImageFiles files;
    private final Path root;

    private TrainingFolder(ImageFiles files, Path root) {
        this.files = files;
        this.root = root;
    }

    /** Links the files, so that they stay as long as the folder does, whatever becomes of snapshot and dataset. */
    static void layOut(Snapshot snapshot, ImageFiles files, Path target) throws IOException {
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        Datasets.deleteTree(partial);
        TrainingFolder folder = new TrainingFolder(files, partial);
        Set<Sha256> heldOut = heldOut(snapshot);
        Set<Sha256> shown = shown(snapshot);
        Files.createDirectories(partial.resolve("train/good"));
        for (FrozenImage image : snapshot.images()) {
            if (shown.contains(image.image())) {
                folder.put(image, Datasets.SHOWN + "/" + image.label().text(), Datasets.SHOWN + "/ground_truth/");
            } else {
                boolean tried = image.label() == Label.DEFECTIVE || heldOut.contains(image.image());
                folder.put(image, tried ? "test/" + image.label().text() : "train/good", "ground_truth/");
            }
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.forceDirectory(target.getParent());
    }

    /** Of a single good image none; of several at least one, and not all. */
    static Set<Sha256> heldOut(Snapshot snapshot) {
        return low(of(snapshot, Label.GOOD), HELD_OUT);
    }

    /** Of fewer than four defective images none; else at least one, and not all. */
    static Set<Sha256> shown(Snapshot snapshot) {
        List<Sha256> defective = of(snapshot, Label.DEFECTIVE);
        return defective.size() < LEAST_DEFECTIVE ? Set.of() : low(defective, SHOWN_BELOW);
    }

    private static List<Sha256> of(Snapshot snapshot, Label label) {
        return snapshot.images().stream()
                .filter(image -> image.label() == label)
                .map(FrozenImage::image)
                .toList();
    }

    private static Set<Sha256> low(List<Sha256> all, int below) {
        Set<Sha256> low = new HashSet<>(all.stream()
                .filter(digest -> Integer.parseInt(digest.hex().substring(0, 2), 16) < below)
                .toList());
        if (low.isEmpty() && all.size() > 1) {
            low.add(all.get(0));
        }
        if (low.size() == all.size()) {
            low.remove(all.get(all.size() - 1));
        }
        return low;
    }

    private void put(FrozenImage image, String place, String masks) throws IOException {
        String name = image.image().hex();
        link(image.image(), root.resolve(place).resolve(name + "." + image.extension()));
        if (image.mask().isPresent()) {
            link(image.mask().get(), root.resolve(masks + image.label().text()).resolve(name + "_mask.png"));
        }
    }

    private void link(Sha256 digest, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        try {
            Files.createLink(place, files.path(digest));
        } catch (UnsupportedOperationException | FileSystemException notOnThisFileSystem) {
            Files.copy(files.path(digest), place);
        }
    }
}

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
 * A snapshot as a folder in the layout of MVTec AD. A fifth of the good images is held out and never trained on: those whose
 * digest begins low. An image is so held out in every snapshot that has it, and a recipe that was learned here from an
 * earlier one has not seen it either, which a fair comparison needs. Defective images are never trained on.
 */
final class TrainingFolder {
    /** Of 256: first bytes of digests. */
    private static final int HELD_OUT = 51;

    private final Function<Sha256, Path> files;
    private final Path root;

    private TrainingFolder(Function<Sha256, Path> files, Path root) {
        this.files = files;
        this.root = root;
    }

    /** Links the files, so that they stay as long as the folder does, whatever becomes of snapshot and dataset. */
    static void layOut(Snapshot snapshot, Function<Sha256, Path> files, Path target) throws IOException {
        Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
        Datasets.deleteTree(partial);
        TrainingFolder folder = new TrainingFolder(files, partial);
        Set<Sha256> heldOut = heldOut(snapshot);
        Files.createDirectories(partial.resolve("train/good"));
        for (FrozenImage image : snapshot.images()) {
            folder.put(image, heldOut.contains(image.image()));
        }
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.forceDirectory(target.getParent());
    }

    /** Of a single good image none; of several at least one, and not all. */
    static Set<Sha256> heldOut(Snapshot snapshot) {
        List<Sha256> good = snapshot.images().stream()
                .filter(image -> image.label() == Label.GOOD)
                .map(FrozenImage::image)
                .toList();
        Set<Sha256> low = new HashSet<>(good.stream()
                .filter(digest -> Integer.parseInt(digest.hex().substring(0, 2), 16) < HELD_OUT)
                .toList());
        if (low.isEmpty() && good.size() > 1) {
            low.add(good.get(0));
        }
        if (low.size() == good.size()) {
            low.remove(good.get(good.size() - 1));
        }
        return low;
    }

    private void put(FrozenImage image, boolean heldOut) throws IOException {
        String name = image.image().hex();
        String place = image.label() == Label.DEFECTIVE || heldOut
                ? "test/" + image.label().text()
                : "train/good";
        link(image.image(), root.resolve(place).resolve(name + "." + image.extension()));
        if (image.mask().isPresent()) {
            link(image.mask().get(), root.resolve("ground_truth/defective").resolve(name + "_mask.png"));
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

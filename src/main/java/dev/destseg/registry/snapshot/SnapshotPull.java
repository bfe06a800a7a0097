package dev.destseg.registry.snapshot;

import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.transfer.SignatureExchange;
import dev.destseg.registry.trust.Admission;
import dev.destseg.registry.trust.TrustPolicy;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fetches snapshots into folders that training reads: manifest and signatures first, the images only when they were
 * admitted. They lie in a hidden directory beside the folder until all are there and right, and an interrupted pull goes on
 * from there.
 */
public final class SnapshotPull {
    private final RegistryClient client;
    private final Gate gate;
    private final long mostBytes;
    private final long leastFreeBytes;

    /**
     * @param mostBytes of all images of a snapshot
     * @param leastFreeBytes what stays free of the disk, with the images on it
     */
    public SnapshotPull(RegistryClient client, Gate gate, long mostBytes, long leastFreeBytes) {
        this.leastFreeBytes = leastFreeBytes;
        this.client = client;
        this.gate = gate;
        this.mostBytes = mostBytes;
    }

    /** Whose snapshots are taken. */
    @FunctionalInterface
    public interface Gate {
        /** @throws RegistryRefusedException when it may not be taken */
        Admission admit(Repository repository, Sha256 artifact, List<Signature> signatures);

        static Gate of(TrustPolicy policy, Clock clock) {
            return (repository, artifact, signatures) ->
                    policy.admitSnapshot(repository.host(), repository.name(), artifact, signatures, clock.instant());
        }

        /** Takes everything; for people who say so. */
        static Gate open() {
            return (repository, artifact, signatures) -> new Admission(List.of(), List.of());
        }
    }

    /** A snapshot that may be taken, of which no image was fetched yet. */
    public record Admitted(Repository repository, SnapshotManifest manifest, Admission admission) {
        public Snapshot snapshot() {
            return manifest.snapshot();
        }

        /** Of all images and masks. */
        public long bytes() {
            return manifest.bytes();
        }
    }

    /** @throws RegistryRefusedException when it may not be taken */
    public Admitted admit(Reference reference) {
        byte[] manifest = client.manifest(reference).bytes();
        Sha256 digest = Sha256.of(manifest);
        Repository repository = reference.repository();
        Admission admission = gate.admit(repository, digest, new SignatureExchange(client, repository).fetch(digest));
        byte[] config = client.blob(repository, SnapshotManifest.configOf(manifest));
        SnapshotManifest decoded = SnapshotManifest.decode(manifest, config);
        if (decoded.bytes() > mostBytes) {
            throw new RegistryRefusedException(
                    Refusal.TOO_LARGE,
                    "The images of the snapshot " + reference + " take " + decoded.bytes() + " bytes; at most "
                            + mostBytes + " are fetched. Allow more if that is meant");
        }
        return new Admitted(repository, decoded, admission);
    }

    /**
     * Fetches what was admitted.
     *
     * @param folder appears whole, in the layout of MVTec AD, or not at all
     * @throws InputException when there is such a folder already
     * @throws RegistryRefusedException when an image is other than it should be, or the disk lacks room
     */
    public void fetch(Admitted admitted, Path folder, RegistryClient.Progress progress) {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new InputException("There is " + folder + " already; give a folder that does not exist yet");
        }
        Path images = target.resolveSibling("." + target.getFileName() + ".images");
        try {
            Files.createDirectories(images);
            forgetOthers(admitted, images);
            requireRoom(admitted, images);
            for (Sha256 file : admitted.manifest().sizes().keySet()) {
                fetch(admitted.repository(), admitted.manifest().layer(file), images.resolve(file.hex()), progress);
            }
            admitted.snapshot().layOut(true, file -> images.resolve(file.hex()), target);
            delete(images);
        } catch (IOException e) {
            throw new UncheckedIOException("The images cannot be kept in " + folder + ": " + e.getMessage(), e);
        }
    }

    private void fetch(Repository repository, Blob image, Path file, RegistryClient.Progress progress)
            throws IOException {
        if (Files.exists(file) && Sha256.of(file).equals(image.digest())) {
            progress.more(image.size());
        } else {
            client.download(repository, image, file, progress);
        }
    }

    /** What an earlier pull of another snapshot left is of no use. */
    private static void forgetOthers(Admitted admitted, Path images) throws IOException {
        try (Stream<Path> files = Files.list(images)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (admitted.manifest().sizes().keySet().stream().noneMatch(image -> name.contains(image.hex()))) {
                    Files.delete(file);
                }
            }
        }
    }

    private void requireRoom(Admitted admitted, Path images) throws IOException {
        long here;
        try (Stream<Path> files = Files.list(images)) {
            here = files.mapToLong(file -> file.toFile().length()).sum();
        }
        long need = Math.max(0, admitted.bytes() - here);
        long free = Files.getFileStore(images).getUsableSpace();
        if (free - need < leastFreeBytes) {
            throw new RegistryRefusedException(
                    Refusal.NO_SPACE,
                    "There is too little room for the images: they take " + need + " bytes more and " + leastFreeBytes
                            + " are to stay free, but the disk of " + images.getParent() + " has " + free
                            + ". Name a folder on another one");
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}

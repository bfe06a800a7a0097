package dev.destseg.registry.snapshot;

import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.transfer.SignatureExchange;
import dev.destseg.tensor.InputException;
import dev.destseg.training.datasets.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Sends snapshots to a registry; images that the registry has already are not sent again.
 *
 * @param mostBytes of all images of a snapshot
 * @param progress hears how far it has come
 */
public record SnapshotPush(RegistryClient client, long mostBytes, Progress progress) {
    /** Tells nobody how far it has come. */
    public SnapshotPush(RegistryClient client, long mostBytes) {
        this(client, mostBytes, state -> {});
    }

    /** Hears how far a snapshot has come, before the first file and after each. */
    @FunctionalInterface
    public interface Progress {
        void at(State state);
    }

    /**
     * How far a snapshot has come.
     *
     * @param files images and masks that the registry has by now
     * @param allFiles of the snapshot
     * @param bytes that they take
     * @param allBytes of the snapshot
     */
    public record State(int files, int allFiles, long bytes, long allBytes) {
        State with(Blob file) {
            return new State(files + 1, allFiles, bytes + file.size(), allBytes);
        }
    }

    /** Signs an artifact. */
    @FunctionalInterface
    public interface Signer {
        Signature sign(Sha256 artifact);
    }

    /**
     * What was done.
     *
     * @param manifest digest of the artifact
     * @param sent images and masks that were sent
     * @param known those that the registry had
     * @param bytes that were sent
     */
    public record Result(Sha256 manifest, int sent, int known, long bytes) {}

    /**
     * The manifest goes last, and after its signature, so that a tag never names something incomplete.
     *
     * @param files where each image and mask lies
     * @throws RegistryRefusedException when it has too many images or bytes; nothing was sent then
     * @throws InputException when an image is not there any more
     */
    public Result push(Snapshot snapshot, Function<Sha256, Path> files, Reference tag, Signer signer) {
        SnapshotManifest manifest = manifest(snapshot, files);
        int sent = 0;
        long bytes = 0;
        State state = new State(0, manifest.sizes().size(), 0, manifest.bytes());
        progress.at(state);
        for (Sha256 file : manifest.sizes().keySet()) {
            Blob layer = manifest.layer(file);
            if (client.upload(tag.repository(), layer, Content.of(files.apply(file)))) {
                sent++;
                bytes += layer.size();
            }
            state = state.with(layer);
            progress.at(state);
        }
        client.upload(tag.repository(), manifest.config(), Content.of(snapshot.bytes()));
        byte[] encoded = manifest.encode();
        Blob artifact = Blob.of(ModelPack.MANIFEST_TYPE, encoded);
        client.putManifest(
                new Reference(tag.repository(), artifact.digest().toString()), ModelPack.MANIFEST_TYPE, encoded);
        new SignatureExchange(client, tag.repository()).attach(artifact, List.of(signer.sign(artifact.digest())));
        client.putManifest(tag, ModelPack.MANIFEST_TYPE, encoded);
        return new Result(artifact.digest(), sent, manifest.sizes().size() - sent, bytes);
    }

    private SnapshotManifest manifest(Snapshot snapshot, Function<Sha256, Path> files) {
        SortedMap<Sha256, Long> sizes = new TreeMap<>();
        for (Sha256 file : snapshot.files()) {
            sizes.put(file, size(files.apply(file)));
        }
        SnapshotManifest manifest = new SnapshotManifest(snapshot, sizes);
        if (sizes.size() > SnapshotManifest.MOST_FILES || manifest.bytes() > mostBytes) {
            throw new RegistryRefusedException(
                    Refusal.TOO_LARGE,
                    "The snapshot " + snapshot.digest() + " has " + sizes.size() + " images and masks of "
                            + manifest.bytes() + " bytes; at most " + SnapshotManifest.MOST_FILES + " of " + mostBytes
                            + " bytes are sent (destseg.registry.snapshot-mebibytes). Make a dataset of fewer images");
        }
        return manifest;
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            throw new InputException("The image " + file + " of the snapshot is not there any more; take a new one", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The image " + file + " cannot be read", e);
        }
    }
}

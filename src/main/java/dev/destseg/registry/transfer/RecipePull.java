package dev.destseg.registry.transfer;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Blob;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.ModelPack;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.RecipeRefusedException;
import dev.destseg.recipe.RecipeStore;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.Signature;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.registry.Refusal;
import dev.destseg.registry.RegistryRefusedException;
import dev.destseg.registry.oci.Reference;
import dev.destseg.registry.oci.RegistryClient;
import dev.destseg.registry.oci.Repository;
import dev.destseg.registry.trust.Admission;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fetches a recipe into a store: its manifest and signatures first, the rest only when it was admitted. What is fetched
 * lies in a directory of its own until all of it is there and right; an interrupted pull goes on from there, and the store
 * sees nothing of it before.
 */
public final class RecipePull {
    /** Where recipes lie that are not whole yet, within the data of an appliance. */
    public static final String DIRECTORY = "incoming";

    /** What stays free of a disk where nobody says otherwise. */
    private static final long LEAST_FREE_BYTES = 64L << 20;

    private static final long MEBIBYTE = 1L << 20;

    private final RegistryClient client;
    private final RecipeStore store;
    private final Path incoming;
    private final Gate gate;
    private final RegistryClient.Progress progress;
    private final long leastFreeBytes;

    /** @param incoming where recipes lie that are not whole yet; made when absent */
    public RecipePull(
            RegistryClient client, RecipeStore store, Path incoming, Gate gate, RegistryClient.Progress progress) {
        this(client, store, incoming, gate, progress, LEAST_FREE_BYTES);
    }

    /**
     * @param incoming where recipes lie that are not whole yet; made when absent
     * @param leastFreeBytes what stays free of the disk, with the recipe on it
     */
    public RecipePull(
            RegistryClient client,
            RecipeStore store,
            Path incoming,
            Gate gate,
            RegistryClient.Progress progress,
            long leastFreeBytes) {
        this.leastFreeBytes = leastFreeBytes;
        this.client = client;
        this.store = store;
        this.incoming = incoming;
        this.gate = gate;
        this.progress = progress;
    }

    /** A recipe that is in the store now, and on whose word. */
    public record Pulled(StoredRecipe recipe, Admission admission) {}

    /** A recipe that may be taken, of which only the description was fetched. */
    public record Admitted(Recipe recipe, Admission admission, List<Signature> signatures, Repository repository) {
        /** Bytes of all its files. */
        public long bytes() {
            return recipe.bytes();
        }
    }

    /** @throws RegistryRefusedException when it may not be taken; nothing but its description was fetched then */
    public Admitted admit(Reference reference) {
        byte[] manifest = client.manifest(reference).bytes();
        Sha256 digest = Sha256.of(manifest);
        Repository repository = reference.repository();
        List<Signature> signatures = new SignatureExchange(client, repository).fetch(digest);
        Admission admission = gate.admit(repository, digest, signatures);
        Recipe recipe = describe(reference, manifest);
        gate.requireProduct(admission, recipe);
        requireFit(recipe);
        return new Admitted(recipe, admission, signatures, repository);
    }

    private void requireFit(Recipe recipe) {
        if (recipe.bytes() > Recipe.MAX_BYTES) {
            throw new RegistryRefusedException(
                    Refusal.TOO_LARGE,
                    "The files of the recipe " + recipe.digest() + " take " + recipe.bytes() + " bytes; at most "
                            + Recipe.MAX_BYTES + " are taken in");
        }
        try {
            store.requireFit(recipe);
        } catch (RecipeRefusedException e) {
            throw new RegistryRefusedException(Refusal.UNSUITABLE, e.getMessage(), e);
        }
    }

    private Recipe describe(Reference reference, byte[] manifest) {
        try {
            Blob description = ModelPack.description(manifest);
            return ModelPack.recipe(manifest, client.blob(reference.repository(), description));
        } catch (IOException | IllegalArgumentException e) {
            throw new RegistryRefusedException(
                    Refusal.MALFORMED, reference + " is no recipe that can be used: " + e.getMessage(), e);
        }
    }

    public Pulled pull(Reference reference) {
        return fetch(admit(reference));
    }

    /** Fetches what was admitted. */
    public Pulled fetch(Admitted admitted) {
        Sha256 digest = admitted.recipe().digest();
        if (store.has(digest)) {
            store.addSignatures(digest, admitted.signatures());
            return new Pulled(store.get(digest), admitted.admission());
        }
        try {
            Files.createDirectories(incoming);
            try (FileChannel lock =
                    FileChannel.open(incoming.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock(); // Until the channel is closed; another process may pull too.
                return fetchAlone(admitted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What comes from a registry cannot be kept in " + incoming + ": " + e, e);
        }
    }

    private Pulled fetchAlone(Admitted admitted) throws IOException {
        Recipe recipe = admitted.recipe();
        Path blobs = incoming.resolve(recipe.digest().hex());
        forgetOthers(blobs);
        Files.createDirectories(blobs);
        requireRoom(recipe, blobs);
        Map<Sha256, Blob> wanted = missing(recipe, blobs);
        for (Blob blob : wanted.values()) {
            client.download(
                    admitted.repository(), blob, blobs.resolve(blob.digest().hex()), progress);
        }
        AtomicFile.write(blobs.resolve(recipe.digest().hex()), Content.of(recipe.manifest()));
        AtomicFile.write(blobs.resolve(Sha256.of(recipe.json()).hex()), Content.of(recipe.json()));
        StoredRecipe stored = store.addBlobs(blobs, recipe.digest(), admitted.signatures());
        delete(blobs);
        return new Pulled(stored, admitted.admission());
    }

    /** What an earlier pull of another recipe left is not gone on with any more. */
    private void forgetOthers(Path wanted) throws IOException {
        try (Stream<Path> left = Files.list(incoming)) {
            for (Path other : left.filter(Files::isDirectory).toList()) {
                if (!other.equals(wanted)) {
                    delete(other);
                }
            }
        }
    }

    /** The blobs that are neither fetched already nor part of another recipe of the store. */
    private Map<Sha256, Blob> missing(Recipe recipe, Path blobs) throws IOException {
        Map<Sha256, Blob> missing = new HashMap<>();
        for (Map.Entry<String, Blob> layer : ModelPack.layers(recipe).entrySet()) {
            Blob blob = layer.getValue();
            Path file = blobs.resolve(blob.digest().hex());
            boolean here = layer.getKey().equals(Recipe.DESCRIPTION) || Files.exists(file) || copied(blob, file);
            if (!here) {
                missing.put(blob.digest(), blob);
            }
        }
        return missing;
    }

    private boolean copied(Blob blob, Path file) throws IOException {
        Optional<Content> other = store.findBlob(blob.digest());
        if (other.isEmpty()) {
            return false;
        }
        try {
            AtomicFile.write(file, other.get());
            return true;
        } catch (InputException damaged) {
            return false; // Or sealed with a key that is lost: it is fetched again.
        }
    }

    /** The store makes a copy of its own before the fetched one is deleted. */
    private void requireRoom(Recipe recipe, Path blobs) throws IOException {
        long here;
        try (Stream<Path> files = Files.list(blobs)) {
            here = files.mapToLong(file -> file.toFile().length()).sum();
        }
        long need = Math.max(0, recipe.bytes() - here) + recipe.bytes();
        long free = Files.getFileStore(blobs).getUsableSpace();
        if (free - need < leastFreeBytes) {
            throw new RegistryRefusedException(
                    Refusal.NO_SPACE,
                    "There is too little room for the recipe " + recipe.digest() + ": it takes " + mebibytes(need)
                            + " MiB while it is taken in, and " + mebibytes(leastFreeBytes)
                            + " MiB are to stay free, but the disk of " + incoming + " has " + free / MEBIBYTE
                            + " MiB. Delete recipes or images that are not needed; nothing of it was fetched now");
        }
    }

    private static long mebibytes(long bytes) {
        return (bytes + MEBIBYTE - 1) / MEBIBYTE;
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

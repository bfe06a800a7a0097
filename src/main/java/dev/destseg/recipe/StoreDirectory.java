package dev.destseg.recipe;

import dev.destseg.recipe.RecipeRefusedException.Cause;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory of recipes by digest, each whole or absent. What is being written or deleted lies in hidden directories,
 * which an interrupted process leaves behind and the next change removes.
 */
final class StoreDirectory {
    private static final String HIDDEN = ".";
    private static final String LOCK = ".lock";

    private final Path path;
    private final Sealing sealing;
    private final ThisAppliance appliance;

    StoreDirectory(Path path, Sealing sealing, ThisAppliance appliance) {
        this.appliance = appliance;
        this.path = path;
        this.sealing = sealing;
    }

    ThisAppliance appliance() {
        return appliance;
    }

    Sealing sealing() {
        return sealing;
    }

    /** Files of a recipe in a directory, which are sealed as this store seals them. */
    RecipeFiles files(Path recipe) {
        return new RecipeFiles(recipe, sealing);
    }

    Path path() {
        return path;
    }

    Path recipe(Sha256 digest) {
        return path.resolve(digest.hex());
    }

    SignatureFile signatures(Sha256 digest) {
        return new SignatureFile(path.resolve("signatures").resolve(digest.hex() + ".json"));
    }

    private Path checksums(Sha256 digest) {
        return path.resolve("checksums").resolve(digest.hex() + ".json");
    }

    /**
     * As {@link #readPresent}, and remembers checksums of its files for {@link #find}; forgets them where it is damaged, so
     * that its files are digested before they are believed.
     */
    StoredRecipe readAndRemember(Sha256 digest) throws IOException {
        Path file = checksums(digest);
        try {
            StoredRecipe sound = readSound(digest);
            if (!Checksums.read(file, sound.recipe()).equals(sound.checksums())) {
                sound.checksums().write(file);
            }
            return sound;
        } catch (InputException damaged) {
            Files.deleteIfExists(file);
            throw damaged;
        }
    }

    boolean has(Sha256 digest) {
        return RecipeReader.isRecipe(recipe(digest));
    }

    /** @throws InputException when there is no such recipe */
    void requirePresent(Sha256 digest) {
        if (!has(digest)) {
            throw new RecipeRefusedException(
                    Cause.UNKNOWN, "There is no recipe " + digest + " on this box; name one that is listed, or add it");
        }
    }

    /**
     * Reads a recipe and every byte of its files.
     *
     * @throws InputException when there is no such recipe, or it is damaged
     */
    StoredRecipe readPresent(Sha256 digest) {
        return readSound(digest).with(Checksums.NONE);
    }

    private StoredRecipe readSound(Sha256 digest) {
        requirePresent(digest);
        StoredRecipe stored = RecipeReader.readWithChecksums(recipe(digest), sealing);
        requireNamed(digest, stored.recipe());
        return stored;
    }

    /** Reads a recipe that is here, and of its files no more than names and sizes; with what is remembered of them. */
    StoredRecipe find(Sha256 digest) throws IOException {
        StoredRecipe stored = RecipeReader.find(recipe(digest), sealing);
        requireNamed(digest, stored.recipe());
        return stored.with(Checksums.read(checksums(digest), stored.recipe()));
    }

    /** Reads the manifest of a recipe that is here. */
    Recipe describe(Sha256 digest) {
        Recipe recipe = RecipeReader.describe(recipe(digest));
        requireNamed(digest, recipe);
        return recipe;
    }

    private static void requireNamed(Sha256 digest, Recipe recipe) {
        if (!recipe.digest().equals(digest)) {
            throw new InputException("The recipe stored as " + digest + " is in fact " + recipe.digest()
                    + ": its directory was changed. Delete it and add it again");
        }
    }

    /** The digests that directories are named by, sorted. */
    List<Sha256> digests() throws IOException {
        List<Sha256> digests = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(path, RecipeReader::isRecipe)) {
            for (Path recipe : paths) {
                Sha256.ofDigits(recipe.getFileName().toString()).ifPresent(digests::add);
            }
        }
        digests.sort(null);
        return digests;
    }

    /** Something that changes the directory, or reads it. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws IOException;
    }

    /** Keeps other threads and processes from changing the directory meanwhile, and removes what one left undone. */
    synchronized <T> T changing(Change<T> change) throws IOException {
        Files.createDirectories(path);
        try (FileChannel channel =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock(); // Until the channel is closed.
            removeHidden();
            return change.make();
        }
    }

    /**
     * As {@link #changing}.
     *
     * @throws UncheckedIOException when the disk fails or is full
     */
    <T> T change(Change<T> change) {
        return read(() -> changing(change));
    }

    /**
     * Does something that changes nothing here.
     *
     * @throws UncheckedIOException when the disk fails
     */
    <T> T read(Change<T> reading) {
        try {
            return reading.make();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The recipes in " + path + " cannot be read or changed: " + e.getMessage(), e);
        }
    }

    private void removeHidden() throws IOException {
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(path, HIDDEN + "*")) {
            for (Path left : paths) {
                if (!left.getFileName().toString().equals(LOCK)) {
                    RecipeWriter.delete(left);
                }
            }
        }
    }

    /** A new directory to put a recipe together in. */
    Path stage() throws IOException {
        return Files.createTempDirectory(path, HIDDEN + "incoming");
    }

    /** Makes a staged recipe, whose files are on disk, visible under its digest. */
    void publish(Path staged, Sha256 digest) throws IOException {
        AtomicFile.forceDirectories(staged);
        Files.move(staged, recipe(digest), StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.forceDirectory(path);
    }

    void delete(Sha256 digest) throws IOException {
        signatures(digest).delete();
        Files.deleteIfExists(checksums(digest));
        Path hidden = path.resolve(HIDDEN + "deleted" + digest.hex());
        Files.move(recipe(digest), hidden, StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.forceDirectory(path);
        RecipeWriter.delete(hidden);
    }
}

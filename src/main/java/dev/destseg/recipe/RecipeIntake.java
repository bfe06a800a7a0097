package dev.destseg.recipe;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Puts a recipe together beside the others, checks all of it, and only then makes it visible. */
final class RecipeIntake {
    /** Writes the files of a recipe, forced to disk, into an empty directory. */
    @FunctionalInterface
    interface Staging {
        void into(Path staged) throws IOException;
    }

    private final StoreDirectory directory;

    RecipeIntake(StoreDirectory directory) {
        this.directory = directory;
    }

    void copy(StoredRecipe stored, Path staged) throws IOException {
        copy(stored.recipe(), stored::content, staged);
    }

    /** @param contents of the recipe's files, by path */
    void copy(Recipe recipe, Function<String, Content> contents, Path staged) throws IOException {
        AtomicFile.writeForced(staged.resolve(Recipe.DESCRIPTION), Content.of(recipe.json()));
        RecipeFiles files = directory.files(staged);
        for (Map.Entry<String, RecipeFile> file : recipe.files().entrySet()) {
            files.write(file.getKey(), file.getValue().digest(), contents.apply(file.getKey()));
        }
    }

    /**
     * Takes in a recipe from one file, with the signatures that came with it.
     *
     * @throws InputException when it is none; the store is as before
     */
    StoredRecipe unpack(String what, InputStream archive, RecipeAdmission admission) throws IOException {
        Path blobs = directory.stage();
        try {
            ArchiveReader.Unpacked unpacked = ArchiveReader.unpack(archive, blobs);
            BlobDirectory found = new BlobDirectory(blobs);
            admission.require(found.describe(unpacked.manifest()), unpacked.signatures());
            return lay(what, found, unpacked.manifest(), unpacked.signatures());
        } catch (IllegalArgumentException e) {
            throw refusal(what, e);
        } finally {
            RecipeWriter.delete(blobs);
        }
    }

    /** Takes in a recipe whose blobs lie in a directory. */
    StoredRecipe lay(String what, BlobDirectory blobs, Sha256 manifest, List<Signature> signatures) throws IOException {
        StoredRecipe stored = take(what, staged -> blobs.lay(blobs.describe(manifest), directory.files(staged)));
        directory.signatures(manifest).add(signatures);
        return stored;
    }

    private static InputException refusal(String what, Exception cause) {
        return new InputException(
                what + " is no recipe that can be used: " + cause.getMessage()
                        + ". Get it again from where it was made",
                cause);
    }

    /**
     * @param what names the origin in messages
     * @return the recipe, which was there already or is now
     * @throws InputException when the origin gives no sound recipe; the store is as before
     */
    StoredRecipe take(String what, Staging staging) throws IOException {
        Path staged = directory.stage();
        try {
            staging.into(staged);
            Recipe recipe = RecipeReader.verified(staged, directory.sealing()).recipe();
            directory.appliance().requireFit(recipe);
            Sha256 digest = recipe.digest();
            if (!directory.has(digest)) {
                directory.publish(staged, digest);
            }
            return RecipeReader.read(directory.recipe(digest), directory.sealing());
        } catch (RecipeRefusedException unsuitable) {
            throw unsuitable;
        } catch (IllegalArgumentException | InputException e) {
            throw refusal(what, e);
        } finally {
            if (Files.exists(staged)) {
                RecipeWriter.delete(staged);
            }
        }
    }
}

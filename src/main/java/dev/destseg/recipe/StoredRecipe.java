package dev.destseg.recipe;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/**
 * A recipe that was found sound in a directory.
 *
 * @param recipe what it is
 * @param directory where its files lie
 */
public record StoredRecipe(Recipe recipe, Path directory) {
    /** Where a file lies; it may have been changed since the recipe was read, see {@link #bytes}. */
    public Path path(String file) {
        Recipe.requireAllowed(file);
        return directory.resolve(file);
    }

    /**
     * The bytes of a file, checked against its digest once more.
     *
     * @param file path within the recipe, as {@link Recipe#MODEL}
     * @throws InputException when the recipe has no such file, or it was changed
     */
    public byte[] bytes(String file) {
        RecipeFile expected = recipe.files().get(file);
        if (expected == null) {
            throw new InputException("The recipe " + directory + " has no file " + file);
        }
        try {
            byte[] bytes = Files.readAllBytes(path(file));
            if (!Sha256.of(bytes).equals(expected.digest())) {
                throw new InputException("The file " + path(file) + " was changed since the recipe was read");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The bytes of a file for writing them elsewhere, however many; they are checked against the digest on the way, and
     * the writing fails with an {@link InputException} when they were changed.
     *
     * @throws InputException when the recipe has no such file
     */
    public Content content(String file) {
        RecipeFile expected = recipe.files().get(file);
        if (expected == null) {
            throw new InputException("The recipe " + directory + " has no file " + file);
        }
        return output -> {
            MessageDigest digest = Sha256.algorithm();
            Content.of(path(file)).writeTo(new DigestOutputStream(output, digest));
            if (!Sha256.finished(digest).equals(expected.digest())) {
                throw new InputException("The file " + path(file) + " was changed since the recipe was read");
            }
        };
    }
}

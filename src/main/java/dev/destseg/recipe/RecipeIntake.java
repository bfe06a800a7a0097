package dev.destseg.recipe;

import dev.destseg.tensor.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.ZipException;

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

    static void copy(StoredRecipe stored, Path staged) throws IOException {
        copy(stored.recipe(), stored::content, staged);
    }

    /** @param contents of the recipe's files, by path */
    static void copy(Recipe recipe, Function<String, Content> contents, Path staged) throws IOException {
        AtomicFile.writeForced(staged.resolve(Recipe.MANIFEST), Content.of(recipe.manifest()));
        for (String file : recipe.files().keySet()) {
            Path target = staged.resolve(file);
            Files.createDirectories(target.getParent());
            AtomicFile.writeForced(target, contents.apply(file));
        }
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
            Sha256 digest = RecipeReader.verified(staged).digest();
            if (!directory.has(digest)) {
                directory.publish(staged, digest);
            }
            return RecipeReader.read(directory.recipe(digest));
        } catch (IllegalArgumentException | InputException | ZipException | EOFException e) {
            throw new InputException(
                    what + " is no recipe that can be used: " + e.getMessage()
                            + ". Get it again from where it was made",
                    e);
        } finally {
            if (Files.exists(staged)) {
                RecipeWriter.delete(staged);
            }
        }
    }
}

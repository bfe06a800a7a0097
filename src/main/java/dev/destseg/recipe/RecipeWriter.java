package dev.destseg.recipe;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes recipes so that none is ever seen half-written: all files go to a directory within a hidden one beside the
 * target, the manifest last, each is forced to disk, then the directory is renamed to the target.
 *
 * <p>A directory that holds files cannot be replaced in one step. Between the two renames that replace a recipe the target
 * is absent, and the recipe before lies whole in ".NAME.partial.../previous". Only a loss of power or a kill in that
 * moment, or one during writing, leaves the hidden directory behind.
 */
public final class RecipeWriter {
    /** What to do when the target exists. */
    public enum Existing {
        REFUSE,
        /** Replace it if it is a recipe, else refuse. */
        REPLACE
    }

    private RecipeWriter() {}

    /**
     * @param contents by path within the recipe, as {@link Recipe#MODEL}
     * @param target the directory to make; the one that holds it must exist
     * @throws InputException when the target may not be replaced, or the contents make no recipe
     * @throws UncheckedIOException when the disk fails or is full; the target is as before
     */
    public static StoredRecipe write(
            RecipeDescription description, Map<String, Content> contents, Path target, Existing existing) {
        Path absolute = target.toAbsolutePath().normalize();
        requireWritable(absolute, existing);
        try {
            Path workspace = Files.createTempDirectory(absolute.getParent(), "." + absolute.getFileName() + ".partial");
            try {
                Path made = Files.createDirectory(workspace.resolve("recipe" + AtomicFile.PARTIAL_SUFFIX));
                Recipe recipe = fill(made, description, contents);
                publish(made, absolute, workspace.resolve("previous"), existing);
                return new StoredRecipe(recipe, absolute, Sealing.NONE, Checksums.NONE);
            } finally {
                delete(workspace);
            }
        } catch (IllegalArgumentException e) {
            throw new InputException("Cannot make the recipe " + target + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the recipe " + target + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes a new recipe with the files of another and a new threshold, without its model that computes with bytes where that
     * was not found fit for it.
     *
     * @param target may be the directory of the source
     * @see Recipe#withThreshold
     */
    public static StoredRecipe writeWithThreshold(
            StoredRecipe source, Threshold threshold, Instant created, Path target, Existing existing) {
        return writeDerived(source, source.recipe().withThreshold(threshold, created), target, existing);
    }

    /**
     * Writes a new recipe with the files of another that asks for other appliances.
     *
     * @param target may be the directory of the source
     */
    public static StoredRecipe writeWithRequirements(
            StoredRecipe source, Requirements requirements, Instant created, Path target, Existing existing) {
        return writeDerived(source, source.recipe().withRequirements(requirements, created), target, existing);
    }

    private static StoredRecipe writeDerived(StoredRecipe source, Recipe recipe, Path target, Existing existing) {
        Map<String, Content> contents = new TreeMap<>();
        recipe.files().keySet().forEach(file -> contents.put(file, source.content(file)));
        return write(recipe.description(), contents, target, existing);
    }

    /**
     * Writes a new recipe with the files of another and a model that computes with bytes, derived from it.
     *
     * @param model ONNX bytes
     * @param target may be the directory of the source
     */
    public static StoredRecipe writeWithInt8(
            StoredRecipe source, Int8Model int8, byte[] model, Instant created, Path target, Existing existing) {
        RecipeDescription description = source.recipe().description();
        Provenance provenance = description.provenance().derived(source.recipe().digest(), created);
        Map<String, Content> contents = new TreeMap<>();
        source.recipe().files().keySet().forEach(file -> contents.put(file, source.content(file)));
        contents.put(Recipe.INT8_MODEL, Content.of(model));
        return write(description.with(int8, provenance), contents, target, existing);
    }

    private static void requireWritable(Path target, Existing existing) {
        if (target.getParent() == null || !Files.isDirectory(target.getParent())) {
            throw new InputException("There is no directory to hold the recipe " + target + "; make it first");
        }
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (existing == Existing.REFUSE) {
            throw new InputException(target + " exists; name another place for the recipe, or ask to replace it");
        }
        if (Files.isSymbolicLink(target) || !RecipeReader.isRecipe(target)) {
            throw new InputException(target + " is no recipe and will not be replaced; name another place");
        }
    }

    private static Recipe fill(Path directory, RecipeDescription description, Map<String, Content> contents)
            throws IOException {
        SortedMap<String, RecipeFile> files = new TreeMap<>();
        for (Map.Entry<String, Content> content : contents.entrySet()) {
            Recipe.requireAllowed(content.getKey());
            Path file = directory.resolve(content.getKey());
            Files.createDirectories(file.getParent());
            files.put(content.getKey(), writeFile(file, content.getValue()));
        }
        Recipe recipe = new Recipe(description, files);
        AtomicFile.writeForced(directory.resolve(Recipe.DESCRIPTION), Content.of(recipe.json()));
        AtomicFile.forceDirectories(directory);
        return recipe;
    }

    private static RecipeFile writeFile(Path file, Content content) throws IOException {
        MessageDigest digest = Sha256.algorithm();
        AtomicFile.writeForced(file, output -> {
            DigestOutputStream digesting = new DigestOutputStream(output, digest);
            content.writeTo(digesting);
            digesting.flush();
        });
        return new RecipeFile(Files.size(file), Sha256.finished(digest));
    }

    private static void publish(Path made, Path target, Path previous, Existing existing) throws IOException {
        boolean replaces = existing == Existing.REPLACE && Files.exists(target);
        if (replaces) {
            Files.move(target, previous, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (replaces) {
                Files.move(previous, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        AtomicFile.forceDirectory(target.getParent());
    }

    /** Deletes a directory with all that is in it; links are not followed. */
    static void delete(Path directory) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}

package dev.destseg.recipe;

import dev.destseg.tensor.InputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A recipe as one file: a ZIP of its directory, the manifest first, which bounds what may follow. The same recipe gives
 * the same bytes.
 */
public final class RecipeArchive {
    /** Bytes that an unpacked recipe may have; the largest one of the paper's profile takes a quarter of it. */
    static final long MAX_BYTES = 2L << 30;

    private RecipeArchive() {}

    /**
     * Writes a recipe, checked against its digests once more; leaves the stream open.
     *
     * @throws InputException when a file was changed since the recipe was read; what was written is no archive then
     */
    public static void write(StoredRecipe stored, OutputStream output) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(output));
        zip.setLevel(Deflater.BEST_SPEED);
        putEntry(zip, Recipe.MANIFEST, Content.of(stored.recipe().manifest()));
        for (String file : stored.recipe().files().keySet()) {
            putEntry(zip, file, stored.content(file));
        }
        zip.finish();
        zip.flush();
    }

    private static void putEntry(ZipOutputStream zip, String name, Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0); // No clock: the same recipe, the same bytes.
        zip.putNextEntry(entry);
        content.writeTo(zip);
        zip.closeEntry();
    }

    /**
     * Writes the files of an archive into an empty directory, forced to disk. Nothing is written outside it, and no more
     * than the manifest says; {@link RecipeReader} has still to compare the digests.
     *
     * @throws IllegalArgumentException when it is no archive of a recipe
     */
    static void unpack(InputStream input, Path directory) throws IOException {
        ZipInputStream zip = new ZipInputStream(input);
        ZipEntry first = zip.getNextEntry();
        if (first == null || !first.getName().equals(Recipe.MANIFEST)) {
            throw new IllegalArgumentException("it does not begin with " + Recipe.MANIFEST);
        }
        byte[] manifest = zip.readNBytes(RecipeReader.MAX_MANIFEST_BYTES + 1);
        Recipe recipe = RecipeReader.manifest(manifest);
        requireRoom(recipe);
        AtomicFile.writeForced(directory.resolve(Recipe.MANIFEST), Content.of(manifest));
        Set<String> seen = new HashSet<>();
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            RecipeFile expected = recipe.files().get(entry.getName());
            if (expected == null || !seen.add(entry.getName())) {
                throw new IllegalArgumentException("its entry '" + entry.getName() + "' does not belong there");
            }
            writeEntry(zip, expected, directory.resolve(entry.getName()));
        }
    }

    private static void requireRoom(Recipe recipe) {
        long bytes =
                recipe.files().values().stream().mapToLong(RecipeFile::size).sum();
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "its files take " + bytes + " bytes; at most " + MAX_BYTES + " are unpacked");
        }
    }

    private static void writeEntry(InputStream entry, RecipeFile expected, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        AtomicFile.writeForced(file, output -> {
            if (!copies(entry, output, expected.size())) {
                throw new IllegalArgumentException(file.getFileName() + " has other than the " + expected.size()
                        + " bytes that the manifest says");
            }
        });
    }

    /** @return whether there were exactly so many bytes; at most one buffer more is read */
    private static boolean copies(InputStream input, OutputStream output, long bytes) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = bytes;
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            left -= count;
            if (left < 0) {
                return false;
            }
            output.write(buffer, 0, count);
        }
        return left == 0;
    }
}

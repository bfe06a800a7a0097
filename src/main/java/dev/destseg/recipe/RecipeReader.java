package dev.destseg.recipe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Reads recipes and refuses any that is not exactly what its manifest says. */
public final class RecipeReader {
    static final int MAX_DESCRIPTION_BYTES = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RecipeReader() {}

    /**
     * Reads the manifest and every byte of every file.
     *
     * @throws InputException when the directory is no recipe, half-written, of an unknown schema version, or a file is
     *     missing, added, changed, too large or no regular file
     */
    public static StoredRecipe read(Path directory) {
        return read(directory, Sealing.NONE);
    }

    /**
     * Reads a recipe whose files may be sealed.
     *
     * @throws InputException as {@link #read(Path)} does, and when a file is sealed and cannot be opened
     */
    public static StoredRecipe read(Path directory, Sealing sealing) {
        return readWithChecksums(directory, sealing).with(Checksums.NONE);
    }

    /** As {@link #read(Path, Sealing)}, with the checksums of all files. */
    static StoredRecipe readWithChecksums(Path directory, Sealing sealing) {
        return read(directory, sealing, RecipeReader::verified);
    }

    /** As {@link #find(Path, Sealing)}, of a recipe that nobody sealed. */
    public static StoredRecipe find(Path directory) {
        return find(directory, Sealing.NONE);
    }

    /**
     * Reads the manifest, and of the files no more than names and sizes: whoever reads one finds out whether it was
     * changed, see {@link StoredRecipe#bytes}. For a start, which reads the networks anyway and the rest not at all. No
     * checksums are known of it.
     *
     * @throws InputException as {@link #read(Path, Sealing)} does, unless only the content of files was changed
     */
    static StoredRecipe find(Path directory, Sealing sealing) {
        return read(directory, sealing, RecipeReader::complete);
    }

    @FunctionalInterface
    private interface Reading {
        StoredRecipe recipe(Path directory, Sealing sealing) throws IOException;
    }

    private static StoredRecipe read(Path directory, Sealing sealing, Reading reading) {
        Path absolute = linked(directory);
        if (!isRecipe(absolute)) {
            throw new InputException("There is no recipe in " + directory + "; name a directory that holds "
                    + Recipe.DESCRIPTION + ", as training writes it");
        }
        try {
            return reading.recipe(absolute, sealing);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new InputException(
                    "The recipe " + directory + " cannot be used: " + e.getMessage()
                            + ". Get it again from where it was made",
                    e);
        }
    }

    /** Where a link to a recipe leads: within it none is followed. */
    private static Path linked(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException absent) {
            return directory.toAbsolutePath().normalize();
        }
    }

    /**
     * @return with the checksums of all files
     * @throws IllegalArgumentException when the directory is not exactly what its manifest says
     * @throws UncheckedIOException when a file cannot be read
     */
    static StoredRecipe verified(Path directory, Sealing sealing) throws IOException {
        Recipe recipe = complete(directory, sealing).recipe();
        RecipeFiles files = new RecipeFiles(directory, sealing);
        // All cores, because somebody waits for this.
        Map<String, Long> checksums = recipe.files().entrySet().parallelStream()
                .collect(Collectors.toMap(Map.Entry::getKey, file -> unchanged(files, file.getKey(), file.getValue())));
        return new StoredRecipe(recipe, directory, sealing, new Checksums(checksums));
    }

    /** Looks at names and sizes alone. */
    private static StoredRecipe complete(Path directory, Sealing sealing) throws IOException {
        Recipe recipe = description(directory.resolve(Recipe.DESCRIPTION));
        requireSameFiles(directory, recipe);
        RecipeFiles files = new RecipeFiles(directory, sealing);
        for (Map.Entry<String, RecipeFile> file : recipe.files().entrySet()) {
            files.requireSize(file.getKey(), file.getValue().size());
        }
        return new StoredRecipe(recipe, directory, sealing, Checksums.NONE);
    }

    /**
     * Reads the manifest alone, in little time.
     *
     * @throws InputException when there is none, or it is damaged
     */
    static Recipe describe(Path directory) {
        try {
            return description(directory.resolve(Recipe.DESCRIPTION));
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException("The recipe " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whether a directory claims to be a recipe; one that is still being written does not. */
    static boolean isRecipe(Path directory) {
        Path name = directory.getFileName();
        return name != null
                && !name.toString().endsWith(AtomicFile.PARTIAL_SUFFIX)
                && Files.isRegularFile(directory.resolve(Recipe.DESCRIPTION), LinkOption.NOFOLLOW_LINKS);
    }

    private static Recipe description(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return description(input.readNBytes(MAX_DESCRIPTION_BYTES + 1));
        }
    }

    /** @throws IllegalArgumentException when this is no recipe.json, or not as {@link Recipe#json} writes it */
    static Recipe description(byte[] bytes) throws IOException {
        if (bytes.length > MAX_DESCRIPTION_BYTES) {
            throw new IllegalArgumentException(
                    Recipe.DESCRIPTION + " is too large; at most " + MAX_DESCRIPTION_BYTES + " bytes are read");
        }
        Recipe recipe = RecipeDecoder.decode(json(bytes));
        if (!Arrays.equals(bytes, recipe.json())) {
            throw new IllegalArgumentException(
                    Recipe.DESCRIPTION + " is not in canonical form, so something else than this software wrote it");
        }
        return recipe;
    }

    static JsonNode json(byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireSameFiles(Path directory, Recipe recipe) throws IOException {
        Set<String> missing = new TreeSet<>(recipe.files().keySet());
        missing.add(Recipe.DESCRIPTION);
        for (Path path : paths(directory)) {
            String name = directory.relativize(path).toString();
            String file = recipe.files().containsKey(name) ? name : RecipeFiles.plain(name);
            boolean known = name.equals(Recipe.DESCRIPTION) || recipe.files().containsKey(file);
            missing.remove(known ? file : "");
            if (!known) {
                throw new IllegalArgumentException("the file " + name + " does not belong to it");
            }
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new IllegalArgumentException(name + " is no regular file");
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the file " + missing.iterator().next() + " is missing");
        }
    }

    /** Everything below a directory that is no directory; links are not followed. Stops soon in a huge tree. */
    private static List<Path> paths(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory, 4)) {
            return paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(2L * Recipe.MAX_FILES + 2)
                    .toList();
        }
    }

    /** Its checksum. */
    private static long unchanged(RecipeFiles files, String name, RecipeFile expected) {
        CRC32C checksum = new CRC32C();
        try (InputStream input = new CheckedInputStream(files.open(name, expected.digest()), checksum)) {
            if (!Sha256.of(input).equals(expected.digest())) {
                throw new IllegalArgumentException(name + " was changed: its digest is not the manifest's");
            }
            return checksum.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read: " + e.getMessage(), e);
        }
    }
}

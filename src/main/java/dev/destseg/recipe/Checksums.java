package dev.destseg.recipe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * CRC-32C (RFC 3720, appendix B.4) of files of a recipe that were found whole by their SHA-256 on this box: what tells in a
 * hundredth of the time whether one was changed by accident since. A serving box has Java's first compiler alone, which
 * computes SHA-256 at 110 MB/s and has the processor's instruction for CRC-32C; for a model of 42 MB that is a fifth of a
 * start. Whoever changes a file on purpose can change these, too: they are no seal.
 *
 * @param byFile path within the recipe; any of its files may be missing
 */
record Checksums(Map<String, Long> byFile) {
    static final Checksums NONE = new Checksums(Map.of());

    private static final long MAX_BYTES = 1 << 20;

    Checksums {
        byFile = Map.copyOf(byFile);
    }

    OptionalLong of(String file) {
        Long known = byFile.get(file);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    /** Of the files in a directory of the recipe, by their paths within that; it ends with a slash. */
    Checksums below(String directory) {
        Map<String, Long> below = new HashMap<>();
        byFile.forEach((file, checksum) -> {
            if (file.startsWith(directory)) {
                below.put(file.substring(directory.length()), checksum);
            }
        });
        return new Checksums(below);
    }

    /** Those of a recipe that are remembered in a file; none where it is missing or damaged, for they are no more than a shortcut. */
    static Checksums read(Path source, Recipe recipe) throws IOException {
        if (!Files.exists(source) || Files.size(source) > MAX_BYTES) {
            return NONE;
        }
        try {
            JsonFields fields = new JsonFields("", RecipeReader.json(Files.readAllBytes(source)));
            Map<String, Long> byFile = new HashMap<>();
            recipe.files().keySet().forEach(file -> byFile.put(file, fields.wide(file)));
            fields.requireAllRead();
            return new Checksums(byFile);
        } catch (IllegalArgumentException damaged) {
            return NONE;
        }
    }

    /** Replaces the file as a whole. */
    void write(Path target) throws IOException {
        ObjectNode files = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(byFile).forEach(files::put);
        Files.createDirectories(target.getParent());
        AtomicFile.write(target, Content.of(CanonicalJson.encode(files)));
    }
}

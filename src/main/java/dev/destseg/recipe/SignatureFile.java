package dev.destseg.recipe;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The signatures that a box knows of a recipe, in one small file that is replaced as a whole. */
record SignatureFile(Path file) {
    private static final long MAX_BYTES = 1 << 20;

    /** @throws InputException when the file is damaged */
    List<Signature> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("it is too large");
            }
            return SignatureManifest.fromFile(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "The file " + file + ", which holds signatures, cannot be used: " + e.getMessage()
                            + ". Delete it and get them again",
                    e);
        }
    }

    /** Beside those that are there; of too many the oldest are forgotten. */
    void add(List<Signature> more) throws IOException {
        List<Signature> each =
                Stream.concat(read().stream(), more.stream()).distinct().toList();
        List<Signature> all = each.subList(Math.max(0, each.size() - SignatureManifest.MOST), each.size());
        if (!more.isEmpty()) {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, Content.of(SignatureManifest.toFile(all)));
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}

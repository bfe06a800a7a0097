package dev.destseg.training;

import dev.destseg.network.Teacher;
import dev.destseg.onnx.OnnxReader;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A teacher and the digest of its file, which a recipe's provenance names.
 *
 * @param teacher ready to use
 * @param digest of the ONNX file
 */
public record StoredTeacher(Teacher teacher, Sha256 digest) {
    /** StoredTeacher are tens of megabytes at most. */
    private static final long MAX_BYTES = 1L << 28;

    private static final String EMBEDDED = "/models/efficientnet-lite0.onnx";

    /** The EfficientNet-Lite0 that the application carries. */
    public static StoredTeacher embedded() {
        try (InputStream model = StoredTeacher.class.getResourceAsStream(EMBEDDED)) {
            if (model == null) {
                throw new IllegalStateException("The application was built without " + EMBEDDED);
            }
            return of(model.readAllBytes(), EMBEDDED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads what {@link TeacherImport} made.
     *
     * @throws InputException when there is no such file, or it is no teacher
     */
    public static StoredTeacher read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                throw new InputException("There is no teacher in " + file + "; make one with 'destseg teacher import'");
            }
            return of(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new InputException("The teacher " + file + " cannot be read: " + e + ". Check permissions.", e);
        }
    }

    private static StoredTeacher of(byte[] model, String name) {
        try {
            return new StoredTeacher(Teacher.of(OnnxReader.read(model, name)), Sha256.of(model));
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "The model " + name + " is no teacher: " + e.getMessage()
                            + ". Make one with 'destseg teacher import'",
                    e);
        }
    }
}

package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.Model;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;

/**
 * A graph as ONNX Runtime has optimised it for this processor, in its own format (ORT), in native memory: sessions that are
 * made of it take the weights from there and have no copies. Whoever made it and every session holds it; the last to let go
 * frees the memory. Safe between threads.
 */
final class OptimizedModel {
    /** Memory that has names of files, so that models of sealed recipes come on no disk. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final String PREFIX = "destseg-";
    private static final String SUFFIX = ".ort";
    /** Far longer than a model is written and read. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(30);

    private final NativeBytes bytes;
    private final AtomicInteger holders = new AtomicInteger(1);

    private OptimizedModel(NativeBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes a session's time to make, and its memory for so long.
     *
     * @return held by the caller; empty where there is no room for it
     * @throws InputException when the model was changed, or cannot be loaded
     */
    static Optional<OptimizedModel> of(Model model, SessionSettings settings) {
        try {
            Path file = Files.createTempFile(MEMORY, PREFIX, SUFFIX);
            try {
                removeLeftBehind(file);
                write(model, settings, file);
                return Optional.of(
                        new OptimizedModel(NativeBytes.of(new InFile(file, Math.toIntExact(Files.size(file))))));
            } finally {
                Files.delete(file);
            }
        } catch (IOException | ArithmeticException noRoom) {
            return Optional.empty();
        }
    }

    private static void write(Model model, SessionSettings settings, Path file) throws IOException {
        try (SessionOptions options = settings.options();
                BytePointer path = new BytePointer(file.toString());
                NativeBytes onnx = NativeBytes.of(model)) {
            options.SetOptimizedModelFilePath(path);
            options.AddConfigEntry("session.save_model_format", "ORT");
            // What kernels make of weights is not written.
            options.AddConfigEntry("session.disable_prepacking", "1");
            new Session(LoadedModel.environment(), onnx.pointer(), model.size(), options).close();
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            // What ONNX Runtime throws in C++; there is more than one reason, and the model itself was loaded before.
            throw new IOException(e);
        }
    }

    /** What a process left that was killed meanwhile. */
    private static void removeLeftBehind(Path made) throws IOException {
        Instant now = Files.getLastModifiedTime(made).toInstant();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(MEMORY, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                removeIfOlder(file, now.minus(LEFT_BEHIND));
            }
        }
    }

    private static void removeIfOlder(Path file, Instant time) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            // It is another user's, or gone meanwhile; in the way of nobody.
        }
    }

    private record InFile(Path file, int size) implements Model {
        @Override
        public void writeTo(OutputStream output) throws IOException {
            Files.copy(file, output);
        }
    }

    BytePointer pointer() {
        return bytes.pointer();
    }

    long size() {
        return bytes.pointer().capacity();
    }

    /** For a session; the caller holds this already. */
    OptimizedModel hold() {
        holders.incrementAndGet();
        return this;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            bytes.close();
        }
    }
}

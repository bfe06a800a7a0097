package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.Model;
import dev.destseg.onnx.DividedModel;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;
import org.bytedeco.onnxruntime.StringVector;
import org.bytedeco.onnxruntime.Value;
import org.bytedeco.onnxruntime.ValueVector;

/**
 * A graph as ONNX Runtime has optimised it for this processor, and its weights apart, in native memory: sessions that are made
 * of it take the weights from there and have no copies. Whoever made it and every session holds it; the last to let go
 * frees the memory. Safe between threads.
 */
final class OptimizedModel {
    /** Memory that has names of files, so that models of sealed recipes come on no disk. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private static final String PREFIX = "destseg-";
    private static final String SUFFIX = ".onnx";
    /** Far longer than a model is written and read. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(30);

    /** In bytes; ONNX Runtime copies smaller ones anyway. */
    private static final int WORTH_SHARING = 1024;

    /**
     * Where a weight lies.
     *
     * @param type of its numbers, as ONNX counts them
     * @param at where they begin among all, in bytes
     * @param size in bytes
     */
    private record Place(String name, int type, long[] extents, long at, int size) {
        static Place of(DividedModel.Weight weight, long at) {
            return new Place(
                    weight.name(),
                    weight.type(),
                    weight.extents(),
                    at,
                    weight.numbers().remaining());
        }

        /** The next line. */
        long end() {
            return (at + size + NativeBytes.LINE - 1) / NativeBytes.LINE * NativeBytes.LINE;
        }
    }

    private final byte[] graph;
    private final List<Place> places;
    private final NativeBytes numbers;
    private final AtomicInteger holders = new AtomicInteger(1);

    private OptimizedModel(byte[] graph, List<Place> places, NativeBytes numbers) {
        this.graph = graph;
        this.places = places;
        this.numbers = numbers;
    }

    /**
     * Takes a session's time to make, and its memory for so long.
     *
     * @return held by the caller; empty where there is no room for it
     * @throws InputException when the model was changed, or cannot be loaded
     */
    static Optional<OptimizedModel> of(Model model, SessionSettings settings) {
        try (NativeBytes bytes = written(model, settings)) {
            return Optional.of(of(DividedModel.of(bytes.pointer().asByteBuffer(), WORTH_SHARING)));
        } catch (IOException | ArithmeticException noRoom) {
            return Optional.empty();
        }
    }

    private static NativeBytes written(Model model, SessionSettings settings) throws IOException {
        Path file = Files.createTempFile(MEMORY, PREFIX, SUFFIX);
        try {
            removeLeftBehind(file);
            write(model, settings, file);
            return NativeBytes.of(new InFile(file, Math.toIntExact(Files.size(file))));
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Model model, SessionSettings settings, Path file) throws IOException {
        try (SessionOptions options = settings.options();
                BytePointer path = new BytePointer(file.toString());
                NativeBytes onnx = NativeBytes.of(model)) {
            options.SetOptimizedModelFilePath(path);
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

    private static OptimizedModel of(DividedModel model) {
        List<Place> places = new ArrayList<>();
        long end = 0;
        for (DividedModel.Weight weight : model.weights()) {
            Place place = Place.of(weight, end);
            places.add(place);
            end = place.end();
        }
        NativeBytes numbers = NativeBytes.ofSize(end);
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            numbers.at(place.at(), place.size())
                    .asByteBuffer()
                    .put(model.weights().get(i).numbers());
        }
        return new OptimizedModel(model.graph(), places, numbers);
    }

    /** The graph as ONNX, without the weights. */
    byte[] graph() {
        return graph;
    }

    /** Gives the weights to a session that is to be made of the graph. */
    void lendTo(SessionOptions options) {
        try (StringVector names =
                        new StringVector(places.stream().map(Place::name).toArray(String[]::new));
                ValueVector values =
                        new ValueVector(places.stream().map(this::value).toArray(Value[]::new))) {
            options.AddExternalInitializers(names, values);
        }
    }

    private Value value(Place place) {
        try (LongPointer extents = new LongPointer(place.extents())) {
            return Value.CreateTensor(
                    NativeTensor.cpu().asOrtMemoryInfo(),
                    (Pointer) numbers.at(place.at(), place.size()),
                    place.size(),
                    extents,
                    place.extents().length,
                    place.type());
        }
    }

    /** For a session; the caller holds this already. */
    OptimizedModel hold() {
        holders.incrementAndGet();
        return this;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            numbers.close();
        }
    }
}

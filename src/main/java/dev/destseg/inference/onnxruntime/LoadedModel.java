package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.onnxruntime.OnnxRuntime.Device;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import dev.destseg.tensor.InputException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnxruntime.Env;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;
import org.bytedeco.onnxruntime.StringVector;
import org.bytedeco.onnxruntime.global.onnxruntime;

/** A session with what it needs to live: model bytes, options. Closing it frees the native memory. */
final class LoadedModel implements AutoCloseable {
    /** One environment for the process, as ONNX Runtime asks; it is never freed. */
    private static final Env ENVIRONMENT = new Env(onnxruntime.ORT_LOGGING_LEVEL_ERROR, "destseg");

    private final SessionOptions options;
    private final Session session;
    private final RunOptions runOptions;
    private final Device device;
    private final Set<String> inputs;
    private final Set<String> outputs;

    LoadedModel(byte[] model, int threads, Waiting waiting, Device device) {
        this.device = device;
        options = new SessionOptions();
        options.SetIntraOpNumThreads(threads);
        options.SetInterOpNumThreads(1);
        if (waiting == Waiting.SLEEPING) {
            options.AddConfigEntry("session.intra_op.allow_spinning", "0");
        }
        options.SetExecutionMode(onnxruntime.ORT_SEQUENTIAL);
        options.SetGraphOptimizationLevel(onnxruntime.ORT_ENABLE_ALL);
        try (BytePointer bytes = new BytePointer(model)) {
            if (device == Device.CUDA) {
                Cuda.append(options);
            }
            session = new Session(ENVIRONMENT, bytes, model.length, options);
        } catch (RuntimeException e) {
            options.close();
            throw new InputException("ONNX Runtime cannot load the model: " + Cuda.reason(e.getMessage()), e);
        }
        runOptions = new RunOptions();
        try (StringVector inputNames = session.GetInputNames();
                StringVector outputNames = session.GetOutputNames()) {
            inputs = names(inputNames);
            outputs = names(outputNames);
        }
    }

    /** Makes the environment of the process, if it is not there yet. */
    static void prepare() {
        if (ENVIRONMENT.isNull()) {
            throw new IllegalStateException("ONNX Runtime has no environment");
        }
    }

    private static Set<String> names(StringVector vector) {
        Set<String> names = new LinkedHashSet<>();
        for (long i = 0; i < vector.size(); i++) {
            names.add(vector.get(i).getString());
        }
        return names;
    }

    /** Whether inputs are copied to the device when they are bound, so that what is written to them later is not seen. */
    boolean copiesWhatIsBound() {
        return device == Device.CUDA;
    }

    Session session() {
        return session;
    }

    RunOptions runOptions() {
        return runOptions;
    }

    Set<String> inputs() {
        return inputs;
    }

    Set<String> outputs() {
        return outputs;
    }

    /** Refuses inputs that are not those of the model. */
    void check(Set<String> given) {
        if (!given.equals(inputs)) {
            throw new InputException("The graph takes the inputs " + inputs + ", not " + given);
        }
    }

    @Override
    public void close() {
        runOptions.close();
        session.close();
        options.close();
    }
}

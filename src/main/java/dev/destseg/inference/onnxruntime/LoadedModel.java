package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.Model;
import dev.destseg.inference.onnxruntime.SessionSettings.Tensors;
import dev.destseg.tensor.InputException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.onnxruntime.ArenaCfg;
import org.bytedeco.onnxruntime.Env;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.RunOptions;
import org.bytedeco.onnxruntime.Session;
import org.bytedeco.onnxruntime.SessionOptions;
import org.bytedeco.onnxruntime.StringVector;
import org.bytedeco.onnxruntime.global.onnxruntime;

/** A session with what it needs to live. Closing it frees the native memory. */
final class LoadedModel implements AutoCloseable {
    /** Of ONNX Runtime's {@code OrtArenaCfg}: an arena grows by as much as it lacks, not to the next power of two. */
    private static final int AS_REQUESTED = 1;

    private static final int BY_DEFAULT = -1;

    /** One environment for the process, as ONNX Runtime asks; it is never freed. */
    private static final Env ENVIRONMENT = madeEnvironment();

    private final SessionSettings settings;
    private final SessionOptions options;
    private final Session session;
    private final Runnable afterwards;
    private final RunOptions runOptions = new RunOptions();
    private final RunOptions firstRunOptions = new RunOptions();
    private final AtomicBoolean tidied;
    private final Set<String> inputs;
    private final Set<String> outputs;

    private LoadedModel(SessionSettings settings, SessionOptions options, Session session, Runnable afterwards) {
        this.settings = settings;
        this.options = options;
        this.session = session;
        this.afterwards = afterwards;
        this.tidied = new AtomicBoolean(settings.tensors() == Tensors.OWN);
        firstRunOptions.AddConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        try (StringVector inputNames = session.GetInputNames();
                StringVector outputNames = session.GetOutputNames()) {
            inputs = names(inputNames);
            outputs = names(outputNames);
        }
    }

    /** @throws InputException when the model is damaged or cannot be run here */
    static LoadedModel of(Model model, SessionSettings settings) {
        SessionOptions options = settings.options();
        try (NativeBytes bytes = NativeBytes.of(model)) {
            settings.appendDevice(options);
            Session session = new Session(ENVIRONMENT, bytes.pointer(), model.size(), options);
            return new LoadedModel(settings, options, session, () -> {});
        } catch (InputException | UncheckedIOException e) {
            options.close();
            throw e;
        } catch (RuntimeException e) {
            options.close();
            throw new InputException("ONNX Runtime cannot load the model: " + Cuda.reason(e.getMessage()), e);
        }
    }

    /** @param model held by the caller, and by the session until it is closed */
    static LoadedModel of(OptimizedModel model, SessionSettings settings) {
        SessionOptions options = settings.options();
        try (BytePointer graph = new BytePointer(model.graph())) {
            options.SetGraphOptimizationLevel(onnxruntime.ORT_DISABLE_ALL);
            model.lendTo(options);
            Session session = new Session(ENVIRONMENT, graph, model.graph().length, options);
            return new LoadedModel(settings, options, session, model.hold()::release);
        } catch (RuntimeException e) {
            options.close();
            throw new InputException("ONNX Runtime cannot load the model again: " + e.getMessage(), e);
        }
    }

    private static Env madeEnvironment() {
        Env environment = new Env(onnxruntime.ORT_LOGGING_LEVEL_ERROR, "destseg");
        try (MemoryInfo processor = MemoryInfo.CreateCpu(onnxruntime.OrtArenaAllocator, onnxruntime.OrtMemTypeDefault);
                ArenaCfg arena = new ArenaCfg(0, AS_REQUESTED, BY_DEFAULT, BY_DEFAULT)) {
            environment.CreateAndRegisterAllocator(processor.asOrtMemoryInfo(), arena.asOrtArenaCfg());
        }
        return environment;
    }

    /** Of the process; made with the first use of this class. */
    static Env environment() {
        return ENVIRONMENT;
    }

    private static Set<String> names(StringVector vector) {
        Set<String> names = new LinkedHashSet<>();
        for (long i = 0; i < vector.size(); i++) {
            names.add(vector.get(i).getString());
        }
        return names;
    }

    SessionSettings settings() {
        return settings;
    }

    Session session() {
        return session;
    }

    /**
     * For a run that is about to begin. The first takes memory piece by piece, and ONNX Runtime learns of it how all of that
     * fits into one piece, which later runs take; so the first gives its pieces back to all who share the arena.
     */
    RunOptions runOptions() {
        return tidied.compareAndSet(false, true) ? firstRunOptions : runOptions;
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

    /** Refuses outputs that the model does not have. */
    void checkOutputs(Set<String> asked) {
        if (!outputs.containsAll(asked)) {
            throw new InputException("The graph gives the outputs " + outputs + ", not " + asked);
        }
    }

    @Override
    public void close() {
        runOptions.close();
        firstRunOptions.close();
        session.close();
        options.close();
        afterwards.run();
    }
}

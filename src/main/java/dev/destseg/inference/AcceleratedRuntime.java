package dev.destseg.inference;

import dev.destseg.inference.Takeover.Stage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Loads graphs on a runtime that is ready at once, and lets the first of several faster ones take over that can be built and
 * gives what it must: building an engine for a GPU takes seconds to minutes, in which parts are judged all the same. Graphs
 * that nobody can accept another engine for stay where they are. Safe between threads.
 */
public final class AcceleratedRuntime implements InferenceRuntime {
    private final InferenceRuntime first;
    private final List<InferenceRuntime> faster;
    private final Executor builder;
    private final Takeover.Listener listener;
    private final AtomicLong loaded = new AtomicLong();

    /**
     * @param first ready at once
     * @param faster the one that is liked best first
     * @param builder where engines are built, one after the other; when it refuses, nothing takes over
     * @param listener told how far they have come
     */
    public AcceleratedRuntime(
            InferenceRuntime first, List<InferenceRuntime> faster, Executor builder, Takeover.Listener listener) {
        this.first = first;
        this.faster = List.copyOf(faster);
        this.builder = builder;
        this.listener = listener;
    }

    /** Of the one that graphs are loaded on; {@link Engine#runtime} tells which runs one. */
    @Override
    public String name() {
        return first.name();
    }

    @Override
    public Engine load(byte[] model, int threads) {
        return first.load(model, threads);
    }

    @Override
    public Engine load(Model model, int threads) {
        return first.load(model, threads);
    }

    @Override
    public Engine load(Model stored, int threads, Acceptance acceptance) {
        // Kept, so that the first can come back whatever has become of the file.
        Model model = Model.of(stored.bytes());
        Progress progress = new Progress(
                loaded.incrementAndGet(), acceptance.subject(), faster.get(0).name(), listener);
        ReplaceableEngine engine =
                new ReplaceableEngine(() -> first.load(model, threads), () -> progress.reached(Stage.CLOSED, null));
        progress.reached(Stage.WAITING, null);
        try {
            builder.execute(() -> accelerate(engine, progress, model, threads, acceptance));
        } catch (RejectedExecutionException ending) {
            progress.reached(Stage.CLOSED, null);
        }
        return engine;
    }

    /** Where the one that is liked best does. */
    @Override
    public boolean gainsFromBytes() {
        return faster.get(0).gainsFromBytes();
    }

    @Override
    public boolean gainsFromBatches() {
        return faster.get(0).gainsFromBatches();
    }

    private void accelerate(
            ReplaceableEngine engine, Progress progress, Model model, int threads, Acceptance acceptance) {
        for (InferenceRuntime runtime : faster) {
            if (engine.isClosed()) {
                return;
            }
            try {
                Optional<Model> own = acceptance.modelFor(runtime, model);
                if (own.isEmpty()) {
                    continue;
                }
                progress.building(runtime);
                Engine built = accepted(runtime.load(own.get(), threads), acceptance);
                engine.replace(
                        built,
                        () -> progress.reached(Stage.RUNS, null),
                        reason -> progress.reached(Stage.FAILED, "while it ran: " + reason));
                return;
            } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
                // Whatever it is, the graph is run where it was, and the next may need less memory; a library of a
                // driver
                // must not end that.
                progress.reached(Stage.FAILED, String.valueOf(e.getMessage()));
            }
        }
    }

    private static Engine accepted(Engine engine, Acceptance acceptance) {
        // As many images wait as there may be; whether they fit into a GPU's memory is seen when they run.
        Engine bounded = new BoundedBatches(engine, Integer.MAX_VALUE);
        try {
            acceptance.check(bounded);
            return bounded;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            bounded.close();
            throw e;
        }
    }
}

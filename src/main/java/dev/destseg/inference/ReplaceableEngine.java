package dev.destseg.inference;

import dev.destseg.tensor.Tensor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An engine behind which another can be put while runs go on. When that one fails where the first would not, whatever it
 * throws, the first comes back, and the run is repeated by it: a GPU can be lost. Safe between threads.
 */
final class ReplaceableEngine implements Engine {
    private final Supplier<Engine> first;
    private final Runnable afterwards;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private Engine current;
    private Consumer<String> failed = reason -> {};
    private boolean replaced;
    private boolean closed;

    /**
     * @param first loads the engine to begin with, and again when one that took over fails
     * @param afterwards run when this is closed
     */
    ReplaceableEngine(Supplier<Engine> first, Runnable afterwards) {
        this.first = first;
        this.afterwards = afterwards;
        this.current = first.get();
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return run(engine -> engine.run(inputs));
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, Set<String> outputs) {
        return run(engine -> engine.run(inputs, outputs));
    }

    private Map<String, Tensor> run(Function<Engine, Map<String, Tensor>> run) {
        Engine used;
        RuntimeException failure;
        use.readLock().lock();
        try {
            used = current;
            return run.apply(used);
        } catch (RuntimeException e) {
            if (!replaced) {
                throw e;
            }
            used = current;
            failure = e;
        } finally {
            use.readLock().unlock();
        }
        return runByFirst(run, used, failure);
    }

    private Map<String, Tensor> runByFirst(
            Function<Engine, Map<String, Tensor>> run, Engine used, RuntimeException failure) {
        use.writeLock().lock();
        try {
            if (current != used) {
                return run.apply(current);
            }
            Engine back = first.get();
            Map<String, Tensor> outputs = runOrClose(back, run);
            failed.accept(String.valueOf(failure.getMessage()));
            replaceBy(back, false);
            return outputs;
        } finally {
            use.writeLock().unlock();
        }
    }

    /** What it throws is the fault of the inputs, for which the engine that runs is kept. */
    private static Map<String, Tensor> runOrClose(Engine engine, Function<Engine, Map<String, Tensor>> run) {
        try {
            return run.apply(engine);
        } catch (RuntimeException inputsAreWrong) {
            engine.close();
            throw inputsAreWrong;
        }
    }

    /**
     * Puts another engine in the place of the one that runs now, which ends its runs and is closed.
     *
     * @param engine taken over; closed at once when this is closed
     * @param runs run when it runs, before anybody could see it fail
     * @param reasonOfFailure told why when it fails later
     */
    void replace(Engine engine, Runnable runs, Consumer<String> reasonOfFailure) {
        use.writeLock().lock();
        try {
            if (closed) {
                engine.close();
                return;
            }
            replaceBy(engine, true);
            failed = reasonOfFailure;
            runs.run();
        } finally {
            use.writeLock().unlock();
        }
    }

    private void replaceBy(Engine engine, boolean other) {
        Engine before = current;
        current = engine;
        replaced = other;
        before.close();
    }

    boolean isClosed() {
        use.readLock().lock();
        try {
            return closed;
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public boolean gainsFromBatches() {
        use.readLock().lock();
        try {
            return current.gainsFromBatches();
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public String runtime() {
        use.readLock().lock();
        try {
            return current.runtime();
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            closed = true;
            current.close();
        } finally {
            use.writeLock().unlock();
        }
        afterwards.run();
    }
}

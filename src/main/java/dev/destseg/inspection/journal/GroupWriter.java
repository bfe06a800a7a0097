package dev.destseg.inspection.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Writes for many threads through one: what waits together is committed together, so that one flush of the disk serves
 * them all. A write returns when it is committed. Safe between threads.
 */
final class GroupWriter implements AutoCloseable {
    /** What one caller wants written, as a part of a transaction. */
    @FunctionalInterface
    interface Write<T> {
        T on(Connection connection) throws SQLException;
    }

    private static final int MOST_WAITING = 1024;
    private static final int LARGEST_GROUP = 256;

    private final Connection connection;
    private final BlockingQueue<Pending<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Pending<Boolean> last = new Pending<>(unused -> true);
    /** Writers share it while they enter the queue, so that nothing can come after the last. */
    private final ReadWriteLock gate = new ReentrantReadWriteLock();

    private final Thread thread = new Thread(this::run, "journal-writer");
    private boolean closed;

    /** @param connection belongs to this writer from now on */
    GroupWriter(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        thread.start();
    }

    /**
     * Waits while the queue is full, then until the write is committed.
     *
     * @throws CompletionException whose cause is why the write failed; then nothing of it is in the database
     * @throws IllegalStateException after {@link #close}
     */
    <T> T write(Write<T> write) {
        return begin(write).get();
    }

    /**
     * Waits while the queue is full, and not for the commit. What one thread begins is written in that order, and what
     * waits by then is committed together.
     *
     * @return waits until the write is committed, and throws as {@link #write} does
     * @throws CompletionException when this was interrupted
     * @throws IllegalStateException after {@link #close}
     */
    <T> Supplier<T> begin(Write<T> write) {
        Pending<T> pending = new Pending<>(write);
        gate.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("The journal is closed");
            }
            waiting.put(pending);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } finally {
            gate.readLock().unlock();
        }
        return pending.done::join;
    }

    private void run() {
        List<Pending<?>> group = new ArrayList<>(LARGEST_GROUP); // Takes no memory when there may be none.
        do {
            group.clear();
            group.add(take());
            waiting.drainTo(group, LARGEST_GROUP - 1);
            commit(group);
        } while (group.get(group.size() - 1) != last);
    }

    private Pending<?> take() {
        while (true) {
            try {
                return waiting.take();
            } catch (InterruptedException | OutOfMemoryError ignored) {
                // Only close ends this thread; callers wait for it.
            }
        }
    }

    private void commit(List<Pending<?>> group) {
        try {
            for (Pending<?> pending : group) {
                pending.run(connection);
            }
            connection.commit();
            group.forEach(Pending::committed);
        } catch (Throwable e) { // Whatever it is, nobody may wait forever.
            group.forEach(pending -> pending.done.completeExceptionally(e));
            rollBack();
        }
    }

    private void rollBack() {
        try {
            connection.rollback();
        } catch (SQLException ignored) {
            // SQLite has rolled back by itself when the disk failed.
        }
    }

    /** Writes what waits, then closes the connection. */
    @Override
    public void close() throws SQLException {
        gate.writeLock().lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            waiting.put(last);
            last.done.join();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gate.writeLock().unlock();
            connection.close();
        }
    }

    /** A write and who waits for it. */
    private static final class Pending<T> {
        final CompletableFuture<T> done = new CompletableFuture<>();
        private final Write<T> write;
        private Runnable completion = () -> {};

        Pending(Write<T> write) {
            this.write = write;
        }

        /** One write that fails does not take the group with it. */
        void run(Connection connection) throws SQLException {
            Savepoint before = connection.setSavepoint();
            try {
                T result = write.on(connection);
                completion = () -> done.complete(result);
            } catch (SQLException | RuntimeException e) {
                connection.rollback(before);
                done.completeExceptionally(e);
            }
            connection.releaseSavepoint(before);
        }

        void committed() {
            completion.run();
        }
    }
}

package dev.destseg.line.output;

import dev.destseg.inspection.journal.OutboxEntry;
import java.io.IOException;

/** Whom verdicts are told. Used by one thread. */
public interface Receiver extends AutoCloseable {
    /**
     * Makes ready for what comes; called every few seconds, and does nothing when all is well.
     *
     * @throws IOException when it cannot be reached; the message says what is wrong and what to do
     */
    void connect() throws IOException, InterruptedException;

    /**
     * Tells a verdict, perhaps one that was told before. When this returns, the receiver has taken it; it waits a bounded time
     * for that.
     *
     * @throws VerdictRefusedException when this verdict will never be taken, though others may be
     * @throws IOException when it was not taken; the message says what is wrong and what to do
     */
    void deliver(OutboxEntry verdict) throws IOException, InterruptedException;

    /** Takes leave, and gives back what it holds. */
    @Override
    void close();
}

package dev.destseg.line.trigger;

import java.io.IOException;

/** Where triggers of a station come from. Used by one thread, but for {@link #taken}. */
public interface TriggerInput extends AutoCloseable {
    /**
     * Makes sure that triggers are heard; called every few seconds, and does nothing when all is well.
     *
     * @param listener hears of every signal as it came
     * @throws IOException when they are not heard; the message says what is wrong and what to do
     */
    void connect(TriggerListener listener) throws IOException, InterruptedException;

    /** A trigger of this number was taken, and its part will be answered; on any thread, returns at once. */
    default void taken(long sequence) {}

    @Override
    void close();
}

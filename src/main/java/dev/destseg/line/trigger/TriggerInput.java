package dev.destseg.line.trigger;

import java.io.IOException;
import java.util.function.Consumer;

/** Where triggers of a station come from. Used by one thread. */
public interface TriggerInput extends AutoCloseable {
    /**
     * Makes sure that triggers are heard; called every few seconds, and does nothing when all is well.
     *
     * @param listener hears of every signal as it came, on any thread; returns at once
     */
    void connect(Consumer<String> listener) throws IOException, InterruptedException;

    @Override
    void close();
}

package dev.destseg.inference;

import dev.destseg.inference.Takeover.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells how far the way of one engine to a faster one is, one stage after the other, and nothing once the engine is closed. Safe
 * between threads.
 */
final class Progress {
    private final long engine;
    private final String subject;
    private final Takeover.Listener listener;
    private String runtime;
    private boolean ended;

    /**
     * @param engine a number that no other engine of the listener has
     * @param runtime whose engine is tried first
     */
    Progress(long engine, String subject, String runtime, Takeover.Listener listener) {
        this.engine = engine;
        this.subject = subject;
        this.runtime = runtime;
        this.listener = listener;
    }

    /** Another engine is tried from now on. */
    synchronized void building(InferenceRuntime other) {
        runtime = other.name();
        reached(Stage.BUILDING, null);
    }

    synchronized void reached(Stage stage, @Nullable String reason) {
        if (ended) {
            return;
        }
        ended = stage == Stage.CLOSED;
        listener.reached(new Takeover(engine, subject, runtime, stage, Optional.ofNullable(reason)));
    }
}

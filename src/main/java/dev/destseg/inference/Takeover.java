package dev.destseg.inference;

import java.util.Optional;

/**
 * Where an engine stands that is to take over from another.
 *
 * @param subject what the graph is, for people
 * @param runtime whose engine is to take over
 * @param stage how far it has come
 * @param reason why it has not, where it has failed; words for people
 */
public record Takeover(String subject, String runtime, Stage stage, Optional<String> reason) {
    /** The way of an engine, in its order. */
    public enum Stage {
        /** Another is being built. */
        WAITING,
        /** It is being built, or loaded where it was built before; that takes seconds to many minutes. */
        BUILDING,
        /** It was found to agree, and runs the graph. */
        RUNS,
        /** It could not be built, did not agree, or failed later; another runs the graph. */
        FAILED,
        /** The graph is not wanted any more. */
        CLOSED
    }

    /** Told of each stage, by the thread that reaches it; must not throw. */
    public interface Listener {
        void reached(Takeover takeover);
    }
}

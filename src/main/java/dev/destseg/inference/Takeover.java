package dev.destseg.inference;

import java.util.Optional;

/**
 * Where an engine stands that is to take over from another.
 *
 * @param engine number of the engine: of several for one graph, each has its own way
 * @param subject what the graph is, for people
 * @param runtime whose engine is to take over
 * @param stage how far it has come
 * @param reason why it has not, where it has failed; words for people
 */
public record Takeover(long engine, String subject, String runtime, Stage stage, Optional<String> reason) {
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
        /** The graph is not wanted any more, and nothing is told of the engine from now on. */
        CLOSED
    }

    /** Told of each stage, by the thread that reaches it; must not throw. */
    public interface Listener {
        void reached(Takeover takeover);
    }
}

package dev.destseg.graph;

/** Makes graphs that judge cheaper without changing what they compute, but for rounding. */
public final class Reductions {
    private Reductions() {}

    /** The graph with all reductions; the same graph where none applies. */
    public static Graph of(Graph graph) {
        return NearestInPieces.split(ConstantPlanes.takenOut(graph));
    }
}

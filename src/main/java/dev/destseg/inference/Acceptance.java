package dev.destseg.inference;

/** Whether an engine may take the place of the one that runs a graph now. */
public interface Acceptance {
    /** What the graph is, for people, such as the recipe that it is of. */
    String subject();

    /**
     * Compares what the engine gives with what it must give.
     *
     * @param engine stays the caller's
     * @throws dev.destseg.tensor.InputException when it may not, saying why
     */
    void check(Engine engine);
}

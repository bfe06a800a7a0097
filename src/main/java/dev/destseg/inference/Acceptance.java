package dev.destseg.inference;

import java.util.Optional;

/** Whether an engine may take the place of the one that runs a graph now. */
public interface Acceptance {
    /** What the graph is, for people, such as the recipe that it is of. */
    String subject();

    /**
     * What a runtime that is to take over loads of the graph.
     *
     * @param model what runs now
     * @return empty where there is nothing for it; another then takes its chance
     */
    default Optional<Model> modelFor(InferenceRuntime runtime, Model model) {
        return runtime.wantsSignedBytes() ? Optional.empty() : Optional.of(model);
    }

    /**
     * Compares what the engine gives with what it must give.
     *
     * @param engine stays the caller's
     * @throws dev.destseg.tensor.InputException when it may not, saying why
     */
    void check(Engine engine);
}

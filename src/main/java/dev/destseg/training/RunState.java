package dev.destseg.training;

import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a run stands between two steps.
 *
 * @param phase under way
 * @param step how many steps of it are done
 * @param planned steps of each phase, as far as they are fixed
 * @param seconds that the run has taken so far, all its sittings together
 * @param tensors what earlier phases have learned and the state of this one
 */
record RunState(Phase phase, int step, Map<Phase, StepPlan> planned, double seconds, Map<String, FloatTensor> tensors) {
    private static final String PHASE = "phase";
    private static final String STEP = "step";
    private static final String SECONDS = "seconds";
    private static final String PLANNED = "planned.";

    RunState {
        planned = Map.copyOf(planned);
        tensors = Map.copyOf(tensors);
    }

    /** @param identity of the run, which a resumed run must share */
    Checkpoint checkpoint(SortedMap<String, String> identity) {
        SortedMap<String, String> notes = new TreeMap<>(identity);
        notes.put(PHASE, phase.name());
        notes.put(STEP, Integer.toString(step));
        notes.put(SECONDS, Double.toString(seconds));
        planned.forEach((planPhase, steps) -> notes.put(PLANNED + planPhase.name(), steps.toString()));
        return new Checkpoint(notes, new TreeMap<>(tensors));
    }

    /** @throws InputException when the checkpoint is of a run with another identity */
    static RunState of(Checkpoint checkpoint, SortedMap<String, String> identity) {
        identity.forEach((name, text) -> {
            if (!checkpoint.note(name).equals(text)) {
                throw new InputException("The interrupted run was begun with another " + name + ": it had '"
                        + checkpoint.note(name) + "', now it is '" + text
                        + "'. Give the same options, or begin anew without --resume");
            }
        });
        try {
            Map<Phase, StepPlan> planned = new EnumMap<>(Phase.class);
            for (Phase phase : Phase.values()) {
                String steps = checkpoint.notes().get(PLANNED + phase.name());
                if (steps != null) {
                    planned.put(phase, StepPlan.parse(steps));
                }
            }
            return new RunState(
                    Phase.valueOf(checkpoint.note(PHASE)),
                    Integer.parseInt(checkpoint.note(STEP)),
                    planned,
                    Double.parseDouble(checkpoint.note(SECONDS)),
                    checkpoint.tensors());
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "The checkpoint of the interrupted run is damaged; begin anew without --resume", e);
        }
    }
}

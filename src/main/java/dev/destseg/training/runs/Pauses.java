package dev.destseg.training.runs;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Why a run stands still for the moment. Each cause comes and goes by itself; it goes on when none is left. Used by one thread. */
final class Pauses {
    enum Cause {
        /** A person asked for it. */
        PERSON,
        HEAT,
        /** Parts wait to be judged. */
        BACKLOG
    }

    private final Map<Cause, String> present = new EnumMap<>(Cause.class);

    boolean has(Cause cause) {
        return present.containsKey(cause);
    }

    boolean any() {
        return !present.isEmpty();
    }

    /** @param sentence for people; the cause is gone without it */
    void set(Cause cause, Optional<String> sentence) {
        sentence.ifPresentOrElse(text -> present.put(cause, text), () -> present.remove(cause));
    }

    /** All causes, for people; nothing when there are none. */
    Optional<String> sentence() {
        return any() ? Optional.of("Paused: " + String.join("; ", present.values())) : Optional.empty();
    }
}

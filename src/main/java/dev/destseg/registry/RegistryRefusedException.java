package dev.destseg.registry;

import dev.destseg.tensor.InputException;

/** Something from a registry was not taken, and nothing has changed. */
public final class RegistryRefusedException extends InputException {
    private static final long serialVersionUID = 1L;

    private final Refusal why;

    public RegistryRefusedException(Refusal why, String message) {
        super(message);
        this.why = why;
    }

    public RegistryRefusedException(Refusal why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public Refusal why() {
        return why;
    }
}

package dev.destseg.registry;

import dev.destseg.tensor.InputException;

/** A registry could not be reached, or broke off; another attempt may go well. */
public final class UnreachableException extends InputException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(String message) {
        super(message);
    }

    public UnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}

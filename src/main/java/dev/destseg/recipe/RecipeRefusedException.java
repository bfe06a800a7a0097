package dev.destseg.recipe;

import dev.destseg.tensor.InputException;

/** A recipe was not added, activated or deleted, and nothing has changed. */
public final class RecipeRefusedException extends InputException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Cause {
        /** There is no such recipe, product or candidate. */
        UNKNOWN,
        /** The recipe judges a product, or is a candidate to. */
        IN_USE,
        /** There is no recipe to roll back to. */
        NOTHING_BEFORE,
        /** This machine does not judge by it as it must. */
        NO_PARITY,
        /** It is for another appliance. */
        UNSUITABLE,
        /** The memory of this machine has a bound. */
        TOO_MANY,
        /** It was taken once, and was revoked since. */
        REVOKED
    }

    private final Cause why;

    public RecipeRefusedException(Cause why, String message) {
        super(message);
        this.why = why;
    }

    public Cause why() {
        return why;
    }
}

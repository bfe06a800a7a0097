package dev.destseg.recipe.seal;

import java.io.IOException;

/** What was sealed was changed or cut short, or is something else than it is opened as. */
public final class BrokenSealException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenSealException(Throwable cause) {
        super("it was changed or cut short after it was sealed", cause);
    }

    BrokenSealException() {
        super("it is nothing that was sealed");
    }
}

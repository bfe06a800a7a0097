package dev.destseg.line.output;

import java.io.IOException;

/** A receiver that works otherwise does not take this verdict, and will not when it is told again. */
public final class VerdictRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what to do */
    public VerdictRefusedException(String message) {
        super(message);
    }

    public VerdictRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

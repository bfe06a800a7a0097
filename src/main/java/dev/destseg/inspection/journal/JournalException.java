package dev.destseg.inspection.journal;

/** The journal could not be written or read, as when its disk is full or fails. What was to be written is not in it. */
public final class JournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.destseg.tensor;

/**
 * What was given (a file, a folder, an option, a request) cannot be used. The message says what is wrong, with which
 * input, and what to do; it is shown to people as it is.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}

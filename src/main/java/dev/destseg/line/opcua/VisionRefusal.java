package dev.destseg.line.opcua;

/** A method cannot do what it was called for; the message is for the log, the client hears the number. */
final class VisionRefusal extends Exception {
    private static final long serialVersionUID = 1;

    private final VisionError error;

    VisionRefusal(VisionError error, String message) {
        super(message);
        this.error = error;
    }

    VisionError error() {
        return error;
    }
}

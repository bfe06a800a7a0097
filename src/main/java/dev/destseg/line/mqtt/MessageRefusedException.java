package dev.destseg.line.mqtt;

/** A broker does not take one message, for a reason that lies in it. */
final class MessageRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param reason as the protocol names it */
    MessageRefusedException(String reason) {
        super(reason);
    }

    static boolean isIn(Throwable failure) {
        Throwable each = failure;
        while (each != null && !(each instanceof MessageRefusedException)) {
            each = each.getCause();
        }
        return each != null;
    }
}

package dev.destseg.inspection;

import dev.destseg.tensor.InputException;

/** An image that has no maps, since it is CANNOT_JUDGE; the message is the reason. */
final class NotJudgedException extends InputException {
    private static final long serialVersionUID = 1L;

    NotJudgedException(String reason) {
        super(reason);
    }
}

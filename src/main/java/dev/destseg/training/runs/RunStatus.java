package dev.destseg.training.runs;

/** Where a run stands. */
public enum RunStatus {
    /** Waits for its turn, or for the idle hours. */
    QUEUED,
    RUNNING,
    /** Stands still, or does not begin, until a person lets it go on. */
    PAUSED,
    /** Was begun and goes on by itself: after a failure, a restart of the box, or in the next idle hours. */
    INTERRUPTED,
    DONE,
    /** Given up; its reason says why. */
    FAILED,
    CANCELLED;

    public boolean isEnded() {
        return switch (this) {
            case QUEUED, RUNNING, PAUSED, INTERRUPTED -> false;
            case DONE, FAILED, CANCELLED -> true;
        };
    }
}

package dev.destseg.line.kafka;

/**
 * What may begin to be judged now: as much as there is room for, and one image in any case. Asked in the order in which images came;
 * after one that must wait nothing more begins, since what is smaller could keep it waiting for good. Used by one thread, once.
 */
final class JudgingRoom {
    private final long most;
    private long taken;
    private boolean closed;

    /**
     * @param most bytes
     * @param taken bytes of what is being judged
     */
    JudgingRoom(long most, long taken) {
        this.most = most;
        this.taken = taken;
    }

    boolean admits(FoundImage image) {
        closed = closed || taken > 0 && taken + image.judging() > most;
        return !closed;
    }

    void add(FoundImage image) {
        taken += image.judging();
    }
}

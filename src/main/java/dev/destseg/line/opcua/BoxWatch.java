package dev.destseg.line.opcua;

import dev.destseg.inspection.journal.JournalException;
import java.time.Duration;

/**
 * Whether the box could judge: its journal can be written, and every recipe gives golden images the scores that it must. Used by
 * one thread.
 */
final class BoxWatch {
    /** Each look at the journal writes to the disk. */
    private static final Duration JOURNAL_EVERY = Duration.ofSeconds(10);

    private final VisionBox box;
    private long looked = System.nanoTime() - JOURNAL_EVERY.toNanos();
    private boolean writable = true;

    BoxWatch(VisionBox box) {
        this.box = box;
    }

    boolean isAble() {
        if (System.nanoTime() - looked >= JOURNAL_EVERY.toNanos()) {
            writable = isWritable();
            looked = System.nanoTime();
        }
        return writable
                && box.active().all().stream()
                        .allMatch(recipe -> recipe.lastGolden().report().agrees());
    }

    private boolean isWritable() {
        try {
            box.journal().requireWritable();
            return true;
        } catch (JournalException e) {
            return false;
        }
    }
}

package dev.destseg.inspection.rejudgement;

import dev.destseg.inspection.Precision;
import dev.destseg.recipe.Sha256;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Judges parts of an archive again, perhaps several at once. Used by one thread. */
public interface PartJudge extends AutoCloseable {
    /** Of the recipe that judges. */
    Sha256 recipe();

    /** Of the recipe that says what was said before, where that is not taken from the archive. */
    Optional<Sha256> other();

    /** What it computes with; absent where others judge, each in its own way. */
    Optional<Precision> precision();

    /**
     * Begins with a part.
     *
     * @param image bytes of its file
     * @throws IOException when it cannot be judged now; the message says what to do
     */
    void begin(ArchivedPart part, byte[] image) throws IOException, InterruptedException;

    /**
     * What has come of parts since this was last asked; waits while as many are under way as may be.
     *
     * @param all whether to wait for all of them
     * @throws IOException when none are judged any more; the message says what to do
     */
    List<PartOutcome> judged(boolean all) throws IOException, InterruptedException;

    @Override
    void close();
}

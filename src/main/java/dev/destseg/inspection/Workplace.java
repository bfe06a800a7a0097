package dev.destseg.inspection;

import dev.destseg.image.ImageReader;
import dev.destseg.inspection.InspectionRecorder.Draft;
import dev.destseg.inspection.InspectionRecorder.Hold;
import dev.destseg.inspection.InspectionRecorder.Keeping;
import dev.destseg.inspection.checks.FrameMemory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * What all inspections share.
 *
 * @param records runs what keeps an inspection, which waits for the disk, so that whoever judged can go on
 * @param lateRecords the same for what has passed its deadline: whoever watches the others' deadlines never waits for the disk
 * @param early runs what begins to keep an image while it is judged; may reject it
 * @param recorder keeps an inspection before its verdict is given
 * @param listener hears of it afterwards
 */
record Workplace(
        ImageReader reader,
        FrameMemory frames,
        Executor records,
        Executor lateRecords,
        Executor early,
        InspectionRecorder recorder,
        Consumer<CompletedInspection> listener) {
    private static final Logger LOG = Logger.getLogger(Workplace.class);

    /** The same without a listener, nor memory of what stations have sent, for what is judged for nobody. */
    Workplace warmingUp(InspectionRecorder other) {
        return new Workplace(reader, new FrameMemory(), records, lateRecords, early, other, judged -> {});
    }

    /** Begins to keep the image, unless the disk is behind: then that waits for the verdict. */
    CompletableFuture<Hold> anticipate(InspectionRequest request) {
        try {
            return CompletableFuture.supplyAsync(() -> recorder.anticipate(request), early);
        } catch (RejectedExecutionException behind) {
            return CompletableFuture.completedFuture(() -> {});
        }
    }

    /** Keeps an inspection in its turn, on a thread of the executor, and completes what was promised. */
    void end(
            CompletedInspection completed,
            AcceptanceOrder.Turn turn,
            CompletableFuture<CompletedInspection> result,
            Executor keeping) {
        try {
            keeping.execute(() -> keepInTurn(completed, turn, result));
        } catch (RuntimeException | OutOfMemoryError unbegun) { // As where the machine has no room for a thread.
            fail(completed, unbegun, result);
            turn.leave();
        }
    }

    private void keepInTurn(
            CompletedInspection completed, AcceptanceOrder.Turn turn, CompletableFuture<CompletedInspection> result) {
        Draft draft;
        try {
            draft = recorder.prepare(completed);
        } catch (Throwable unprepared) { // Whatever it is, nobody may wait forever.
            fail(completed, unprepared, result);
            turn.leave();
            return;
        }
        turn.end(() -> begin(completed, draft, result));
    }

    private Runnable begin(CompletedInspection completed, Draft draft, CompletableFuture<CompletedInspection> result) {
        try {
            Keeping keeping = draft.begin();
            return () -> keep(completed, keeping, result);
        } catch (Throwable lost) { // Also those that end with it must go on.
            return () -> fail(completed, lost, result);
        }
    }

    /** Throws nothing, for this may run on the thread of another part. */
    private void keep(CompletedInspection completed, Keeping keeping, CompletableFuture<CompletedInspection> result) {
        CompletedInspection kept;
        try {
            kept = keeping.await();
        } catch (Throwable lost) {
            fail(completed, lost, result);
            return;
        }
        result.complete(kept);
        try {
            listener.accept(kept);
        } catch (Throwable unheard) {
            LOG.error("Not everybody heard of inspection " + kept.id(), unheard);
        }
    }

    private static void fail(
            CompletedInspection completed, Throwable why, CompletableFuture<CompletedInspection> result) {
        LOG.error("Inspection " + completed.id() + " could not be written down", why);
        result.completeExceptionally(why);
    }
}

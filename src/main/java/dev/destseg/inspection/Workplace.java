package dev.destseg.inspection;

import dev.destseg.image.ImageReader;
import dev.destseg.inspection.InspectionRecorder.Draft;
import dev.destseg.inspection.InspectionRecorder.Hold;
import dev.destseg.inspection.checks.FrameMemory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What all inspections share.
 *
 * @param records runs what keeps an inspection, which waits for the disk, so that whoever judged can go on
 * @param early runs what begins to keep an image while it is judged; may reject it
 * @param ending keeps a draft of an inspection and tells of it
 */
record Workplace(
        ImageReader reader,
        FrameMemory frames,
        Executor records,
        Executor early,
        InspectionRecorder recorder,
        Function<Draft, CompletedInspection> ending) {
    private static final Logger LOG = Logger.getLogger(Workplace.class);

    /** Begins to keep the image, unless the disk is behind: then that waits for the verdict. */
    CompletableFuture<Hold> anticipate(InspectionRequest request) {
        try {
            return CompletableFuture.supplyAsync(() -> recorder.anticipate(request), early);
        } catch (RejectedExecutionException behind) {
            return CompletableFuture.completedFuture(() -> {});
        }
    }

    /** Keeps an inspection in its turn, and completes what was promised. */
    void end(CompletedInspection completed, AcceptanceOrder.Turn turn, CompletableFuture<CompletedInspection> result) {
        records.execute(() -> {
            try {
                Draft draft = recorder.prepare(completed);
                turn.end(() -> keep(completed, draft, result));
            } catch (RuntimeException | OutOfMemoryError unprepared) {
                fail(completed, unprepared, result);
                turn.leave();
            }
        });
    }

    private void keep(CompletedInspection completed, Draft draft, CompletableFuture<CompletedInspection> result) {
        try {
            result.complete(ending.apply(draft));
        } catch (RuntimeException unheard) {
            fail(completed, unheard, result);
        }
    }

    private static void fail(
            CompletedInspection completed, Throwable why, CompletableFuture<CompletedInspection> result) {
        LOG.error("Inspection " + completed.id() + " could not be reported", why);
        result.completeExceptionally(why);
    }
}

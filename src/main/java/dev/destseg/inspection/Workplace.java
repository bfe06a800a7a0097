package dev.destseg.inspection;

import dev.destseg.image.ImageReader;
import dev.destseg.inspection.InspectionRecorder.Hold;
import dev.destseg.inspection.checks.FrameMemory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * What all inspections share.
 *
 * @param records runs what keeps an inspection, which waits for the disk, so that whoever judged can go on
 * @param early runs what begins to keep an image while it is judged; may reject it
 * @param recorder keeps an inspection before its verdict is given
 * @param listener hears of it afterwards
 */
record Workplace(
        ImageReader reader,
        FrameMemory frames,
        Executor records,
        Executor early,
        InspectionRecorder recorder,
        Consumer<CompletedInspection> listener) {
    /** Begins to keep the image, unless the disk is behind: then that waits for the verdict. */
    CompletableFuture<Hold> anticipate(InspectionRequest request) {
        try {
            return CompletableFuture.supplyAsync(() -> recorder.anticipate(request), early);
        } catch (RejectedExecutionException behind) {
            return CompletableFuture.completedFuture(() -> {});
        }
    }
}

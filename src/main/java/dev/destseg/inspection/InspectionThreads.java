package dev.destseg.inspection;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads of an inspection service; they begin with the first inspection.
 *
 * @param judging two, one of which decodes while the networks of the other use all cores, or one more than a batch takes; rejects what
 *     finds no place
 * @param records a few that keep what was judged, which waits for the disk. While all of them wait, whoever judged keeps it
 *     itself, so that a slow disk fills the queue and nothing else
 * @param lateRecords keep what has passed its deadline: whoever watches deadlines never waits for the disk
 * @param early begin to keep images while they are judged; reject it while the disk is behind
 * @param deadlines watches them
 */
record InspectionThreads(
        ThreadPoolExecutor judging,
        ThreadPoolExecutor records,
        ThreadPoolExecutor lateRecords,
        ThreadPoolExecutor early,
        ScheduledThreadPoolExecutor deadlines) {
    private static final int WORKERS = 2;
    private static final int RECORDS = 4;

    /**
     * @param queue most inspections that wait
     * @param batch most images that the networks are run for at once
     */
    static InspectionThreads of(int queue, int batch) {
        int workers = Math.max(WORKERS, batch + 1);
        ThreadPoolExecutor judging = new ThreadPoolExecutor(
                workers,
                workers,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                work -> new Thread(work, "inspection"));
        ThreadPoolExecutor records = new ThreadPoolExecutor(
                0,
                RECORDS,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                work -> new Thread(work, "inspection-records"),
                (record, busy) -> record.run());
        ThreadPoolExecutor lateRecords = new ThreadPoolExecutor(
                RECORDS,
                RECORDS,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(), // While some wait in it, nothing is accepted beyond the queue.
                work -> new Thread(work, "inspection-late-records"));
        lateRecords.allowCoreThreadTimeOut(true);
        ThreadPoolExecutor early = new ThreadPoolExecutor(
                0,
                WORKERS,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                work -> new Thread(work, "inspection-images"));
        ScheduledThreadPoolExecutor deadlines =
                new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "inspection-deadlines"));
        deadlines.setRemoveOnCancelPolicy(true);
        return new InspectionThreads(judging, records, lateRecords, early, deadlines);
    }

    /** @param patience with what each of them has begun */
    void end(Duration patience) {
        end(judging, patience);
        deadlines.shutdownNow();
        List.of(records, lateRecords, early).forEach(threads -> end(threads, patience));
    }

    private static void end(ThreadPoolExecutor threads, Duration patience) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

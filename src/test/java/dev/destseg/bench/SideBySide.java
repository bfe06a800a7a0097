package dev.destseg.bench;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several of a kind that work at once; its time is that of all divided by their number, so that it compares with one. */
record SideBySide(String name, List<? extends Contender> all, ExecutorService threads) implements Contender {
    static SideBySide of(String name, List<? extends Contender> all) {
        return new SideBySide(name, all, Executors.newFixedThreadPool(all.size()));
    }

    @Override
    public double run() {
        long start = System.nanoTime();
        List<Future<Double>> runs =
                all.stream().map(each -> threads.submit(each::run)).toList();
        for (Future<Double> each : runs) {
            await(each);
        }
        return (System.nanoTime() - start) / 1e6 / all.size();
    }

    private static void await(Future<Double> run) {
        try {
            run.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        all.forEach(Contender::close);
    }
}

package dev.destseg.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resident memory of another process, every second while this is open. */
final class MemoryTrace implements AutoCloseable {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final double MEGABYTES_IN_KILOBYTE = 1024 / 1e6;

    private final Path status;
    private final List<Double> megabytes = new ArrayList<>();
    private final Thread sampler = new Thread(this::sample, "memory-trace");

    MemoryTrace(long pid) {
        this.status = Path.of("/proc", Long.toString(pid), "status");
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        try {
            while (!Thread.interrupted()) {
                Matcher resident = RESIDENT.matcher(Files.readString(status));
                if (resident.find()) {
                    add(Long.parseLong(resident.group(1)) * MEGABYTES_IN_KILOBYTE);
                }
                Thread.sleep(1000);
            }
        } catch (InterruptedException | IOException over) {
            // The trace is closed, or the process has ended.
        }
    }

    private synchronized void add(double value) {
        megabytes.add(value);
    }

    /** MB. */
    synchronized double most() {
        return megabytes.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** By least squares over the second half of the time, when what is allocated once has been: MB a minute. */
    synchronized double slope() {
        List<Double> half = megabytes.subList(megabytes.size() / 2, megabytes.size());
        double middle = (half.size() - 1) / 2.0;
        double mean = half.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double products = 0;
        double squares = 0;
        for (int second = 0; second < half.size(); second++) {
            products += (second - middle) * (half.get(second) - mean);
            squares += (second - middle) * (second - middle);
        }
        return 60 * products / squares;
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}

package dev.destseg.bench;

import java.time.Duration;
import java.util.Collection;

/** What processes have had of the processor since this was made. */
final class ProcessorTime {
    private final Collection<ProcessHandle> processes;
    private final Duration before;

    ProcessorTime(Collection<ProcessHandle> processes) {
        this.processes = processes;
        this.before = taken();
    }

    private Duration taken() {
        return processes.stream()
                .map(process -> process.info()
                        .totalCpuDuration()
                        .orElseThrow(() -> new IllegalStateException("No processor time of " + process)))
                .reduce(Duration.ZERO, Duration::plus);
    }

    double seconds() {
        return taken().minus(before).toNanos() / 1e9;
    }
}

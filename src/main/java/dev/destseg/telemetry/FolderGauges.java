package dev.destseg.telemetry;

import dev.destseg.line.FolderSources;
import dev.destseg.line.FolderState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** What watched folders hold, all together; which of them has a problem, health says. */
@Singleton
class FolderGauges implements MeterBinder {
    private final FolderSources folders;

    FolderGauges(FolderSources folders) {
        this.folders = folders;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("destseg.folder.files", folders, FolderGauges::judged)
                .description("Files of watched folders that were judged")
                .register(registry);
        Gauge.builder("destseg.folder.waiting", folders, FolderGauges::waiting)
                .description("Complete files that wait in watched folders")
                .register(registry);
        Gauge.builder("destseg.folder.problems", folders, FolderGauges::problems)
                .description("Watched folders whose files cannot be judged at present")
                .register(registry);
    }

    private static double judged(FolderSources folders) {
        return folders.states().stream().mapToLong(FolderState::judged).sum();
    }

    private static double waiting(FolderSources folders) {
        return folders.states().stream().mapToInt(FolderState::waiting).sum();
    }

    private static double problems(FolderSources folders) {
        return folders.states().stream()
                .filter(state -> state.problem().isPresent())
                .count();
    }
}

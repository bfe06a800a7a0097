package dev.destseg.telemetry;

import dev.destseg.training.runs.Run;
import dev.destseg.training.runs.RunProgress;
import dev.destseg.training.runs.RunStatus;
import dev.destseg.training.runs.TrainingRuns;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** How many trainings there are, and how far the running one is. */
@Singleton
class TrainingGauges implements MeterBinder {
    private final Instance<TrainingRuns> runs;

    TrainingGauges(Instance<TrainingRuns> runs) {
        this.runs = runs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (RunStatus status : RunStatus.values()) {
            Gauge.builder("destseg.trainings", () -> count(status))
                    .description("Trainings that are remembered")
                    .tag("status", status.name())
                    .register(registry);
        }
        Gauge.builder("destseg.training.progress", this::progress)
                .description("How far the phase of the running training is, from 0 to 1; 0 when none runs")
                .register(registry);
    }

    private long count(RunStatus status) {
        return runs.get().all().stream().filter(run -> run.status() == status).count();
    }

    private double progress() {
        return runs.get().all().stream()
                        .filter(run -> run.status() == RunStatus.RUNNING)
                        .map(Run::id)
                        .flatMap(id -> runs.get().progress(id).stream())
                        .mapToDouble(RunProgress::percent)
                        .max()
                        .orElse(0)
                / 100;
    }
}

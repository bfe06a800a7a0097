package dev.destseg.cli;

import dev.destseg.training.Phase;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows a training run as it goes. Used by one thread. */
final class TrainingDisplay implements ShownTraining {
    private static final double KEEP = 0.9;

    private final Console console;
    private @Nullable Progress progress;
    private double average = Double.NaN;

    TrainingDisplay(Console console) {
        this.console = console;
    }

    @Override
    public void began(Phase phase, int steps) {
        close();
        average = Double.NaN;
        progress = console.progress("Learning, " + phase.label(), steps);
    }

    @Override
    public void stepped(Phase phase, int step, int steps, double loss) {
        average = Double.isNaN(average) ? loss : KEEP * average + (1 - KEEP) * loss;
        if (progress != null) {
            progress.at(step, String.format(Locale.ROOT, "loss %.4f", average));
        }
    }

    @Override
    public void advanced(String task, int done, int all) {
        if (done == 1) {
            close();
            progress = console.progress(task, all);
        }
        if (progress != null) {
            progress.at(done, "");
        }
    }

    @Override
    public void said(String text) {
        close();
        console.say(text);
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}

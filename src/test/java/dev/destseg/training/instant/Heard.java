package dev.destseg.training.instant;

import dev.destseg.training.Phase;
import dev.destseg.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** Collects what is said of a run. */
final class Heard implements TrainingListener {
    final List<String> advances = new ArrayList<>();

    @Override
    public void began(Phase phase, int steps) {
        throw new AssertionError("Nothing is trained");
    }

    @Override
    public void stepped(Phase phase, int step, int steps, double loss) {
        throw new AssertionError("Nothing is trained");
    }

    @Override
    public void advanced(String task, int done, int all) {
        advances.add(task + " " + done + "/" + all);
    }

    /** All of it, a line each. */
    String said() {
        return String.join("\n", advances);
    }

    @Override
    public void said(String text) {
        advances.add(text);
    }
}

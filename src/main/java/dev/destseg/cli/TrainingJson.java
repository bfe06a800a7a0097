package dev.destseg.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.training.Phase;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Tells a program how a run goes: an object a line, at most a few of them in a second. Used by one thread. */
final class TrainingJson implements ShownTraining {
    private static final long INTERVAL = Duration.ofMillis(250).toNanos();
    private static final double KEEP = 0.9;

    private final Console console;
    private final LongSupplier nanoseconds;
    private double average = Double.NaN;
    private long began;
    private int before;
    private long toldAt;
    private double spent;

    TrainingJson(Console console, LongSupplier nanoseconds) {
        this.console = console;
        this.nanoseconds = nanoseconds;
    }

    @Override
    public void began(Phase phase, int steps) {
        average = Double.NaN;
        began = nanoseconds.getAsLong();
        before = -1;
    }

    @Override
    public void spent(double seconds) {
        spent = seconds;
    }

    @Override
    public void stepped(Phase phase, int step, int steps, double loss) {
        average = Double.isNaN(average) ? loss : KEEP * average + (1 - KEEP) * loss;
        before = before < 0 ? step - 1 : before;
        if (step < steps && isTooSoon()) {
            return;
        }
        double perSecond = (step - before) / Math.max(1e-3, (nanoseconds.getAsLong() - began) / 1e9);
        tell(event(phase.label(), step, steps)
                .put("loss", average)
                .put("steps_per_second", perSecond)
                .put("seconds_left", (steps - step) / perSecond)
                .put("seconds_spent", spent));
    }

    @Override
    public void advanced(String task, int done, int all) {
        if (done > 1 && done < all && isTooSoon()) {
            return;
        }
        tell(event(task, done, all));
    }

    @Override
    public void previewed(int images) {
        tell(JsonNodeFactory.instance.objectNode().put("previews", images));
    }

    @Override
    public void said(String text) {
        tell(JsonNodeFactory.instance.objectNode().put("said", text));
    }

    private static ObjectNode event(String phase, int done, int all) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("phase", phase)
                .put("done", done)
                .put("all", all);
    }

    private boolean isTooSoon() {
        return nanoseconds.getAsLong() - toldAt < INTERVAL;
    }

    private void tell(ObjectNode event) {
        toldAt = nanoseconds.getAsLong();
        console.say(event.toString());
    }

    @Override
    public void close() {
        // Every line stands for itself.
    }
}

package dev.destseg.line;

import dev.destseg.inspection.CompletedInspection;
import dev.destseg.line.gpio.GpioAnswers;
import dev.destseg.line.gpio.GpioOutput;
import dev.destseg.line.gpio.GpioOutputState;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gates and lights of this machine. */
@ApplicationScoped
public class GpioOutputs {
    private final GpioSettings settings;
    private volatile @Nullable GpioAnswers answers;

    GpioOutputs(GpioSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes their lines, where there are any; once is enough.
     *
     * @throws InputException when one is configured in a way that cannot be used
     */
    public void start() {
        List<GpioOutput> outputs = new ArrayList<>();
        new TreeMap<>(settings.all()).forEach((name, output) -> outputs.add(output(name, output)));
        if (!outputs.isEmpty()) {
            GpioAnswers begun = new GpioAnswers(outputs, Clock.systemUTC());
            begun.start();
            answers = begun;
        }
    }

    private static GpioOutput output(String name, GpioSettings.Output output) {
        return GpioOutput.of(
                name,
                output.chip(),
                output.line(),
                output.active(),
                output.station(),
                output.verdicts(),
                output.delay(),
                output.pulse());
    }

    /** How each is doing. */
    public List<GpioOutputState> states() {
        GpioAnswers current = answers;
        return current == null ? List.of() : current.states();
    }

    void tell(@Observes CompletedInspection completed) {
        GpioAnswers current = answers;
        if (current != null) {
            current.tell(completed);
        }
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent end) {
        GpioAnswers current = answers;
        if (current != null) {
            current.close();
        }
    }
}

package dev.destseg.line;

import dev.destseg.inspection.ActiveRecipes;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionService;
import dev.destseg.line.modbus.BoxState;
import dev.destseg.line.modbus.ModbusAnswers;
import dev.destseg.line.trigger.TriggerInput;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Machines that ask for verdicts by themselves. */
@ApplicationScoped
public class MachinesThatPoll {
    /** Machines wait for their answers, unlike those who count. */
    private static final int FIRST = 1;

    private final ModbusSettings settings;
    private final ActiveRecipes recipes;
    private final InspectionService inspections;
    private volatile @Nullable ModbusAnswers answers;
    /** Whether signals are heard that stations judge parts at. */
    private volatile boolean hearing;

    MachinesThatPoll(ModbusSettings settings, LineSettings line, ActiveRecipes recipes, InspectionService inspections) {
        this.settings = settings;
        this.hearing = line.stations().isEmpty();
        this.recipes = recipes;
        this.inspections = inspections;
    }

    /**
     * Begins to answer, where that is configured; once is enough.
     *
     * @throws InputException when nobody can listen there
     */
    public void start() {
        if (settings.port().isPresent()) {
            answers = ModbusAnswers.start(
                    settings.host(),
                    settings.port().getAsInt(),
                    settings.stations().orElse(List.of()),
                    box());
        }
    }

    /** What machines are told of the box. */
    BoxState box() {
        return new BoxState(() -> hearing && !recipes.all().isEmpty(), () -> !inspections.isIdle());
    }

    /** From now on stations hear the signals of machines. */
    void tellReady() {
        hearing = true;
    }

    /**
     * Where the triggers of a station are heard that a machine writes into registers of this box.
     *
     * @throws InputException when it has none
     */
    TriggerInput triggers(String station) {
        ModbusAnswers current = answers;
        if (current == null) {
            throw new InputException("Triggers cannot be written into registers of this box, for nobody is answered by"
                    + " Modbus; give a port (destseg.modbus.port)");
        }
        return current.triggers(station);
    }

    void tell(@Observes @Priority(FIRST) CompletedInspection completed) {
        ModbusAnswers current = answers;
        if (current != null) {
            current.tell(completed);
        }
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent end) {
        ModbusAnswers current = answers;
        if (current != null) {
            current.close();
        }
    }
}
